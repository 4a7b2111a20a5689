package org.as2gateway.admin.usps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.jspecify.annotations.Nullable;

/** All that is known of a file that goes to USPS. */
@Description("All that is known of a file that goes to USPS.")
record UspsFileDetailJson(
    @JsonUnwrapped UspsFileJson file,
    UspsHeaderJson header,
    @Description("messages that carried it or a correction of it, the oldest first")
        List<UspsPartJson> parts,
    @Description("what the check before sending found, the newest message first")
        List<UspsFindingJson> findings,
    @Description("the oldest first") List<UspsStepJson> timeline,
    @Description("what answers said of single pieces, at most 1000")
        List<UspsPieceAnswerJson> answers) {
  /** The header H1. */
  @Description("The header H1 of the message that was sent first.")
  record UspsHeaderJson(
      @Description("the whole line, each byte as a character") String raw,
      String type,
      String facilityType,
      String zip,
      String version,
      String transaction,
      String records) {
    static UspsHeaderJson of(ManifestHeader header) {
      return new UspsHeaderJson(
          header.raw(),
          header.type(),
          header.facilityType(),
          header.zip(),
          header.version(),
          header.transaction(),
          header.records());
    }
  }

  /** A message that carries the file. */
  @Description("A block of a message.")
  record UspsPartJson(
      String message,
      @Description("index of the file in the message, from 0") int file,
      @Description("line of the header, from 1") long line,
      FileMessage.State state,
      boolean correction,
      @Description("of the whole file") String sha256,
      int pieces,
      @Description("null if the message is not kept any more") @Nullable TransportKind transport,
      @Description("the file also arrived by another message, another way")
          boolean deliveredTwice) {
    static UspsPartJson of(
        FileMessage message, @Nullable TransportKind transport, boolean isTwice) {
      return new UspsPartJson(
          message.message(),
          message.payload(),
          message.line(),
          message.state(),
          message.isCorrection(),
          message.sha256(),
          message.pieces(),
          transport,
          isTwice);
    }
  }

  /** What was found before sending. */
  @Description("What the check before sending found.")
  record UspsFindingJson(
      String message,
      @Description("rule") String id,
      Finding.Level severity,
      @Description("index of the file in the message, from 0") int file,
      @Description("from 1") @Nullable Long line,
      @Description("from 1") @Nullable Integer field,
      String found,
      String expected,
      String remedy) {
    static UspsFindingJson of(String message, Finding finding) {
      return new UspsFindingJson(
          message,
          finding.rule(),
          finding.level(),
          finding.file(),
          finding.line(),
          finding.field(),
          finding.found(),
          finding.expected(),
          finding.remedy());
    }

    /**
     * Whether a finding is about that part of a message: it is in its block, or about no line.
     *
     * @param all the parts of the message, in its order
     */
    static boolean isAbout(Finding finding, FileMessage part, List<FileMessage> all) {
      if (finding.file() != part.payload()) {
        return false;
      }
      Long line = finding.line();
      if (line == null) {
        return true;
      }
      long next =
          all.stream()
              .filter(other -> other.payload() == part.payload() && other.line() > part.line())
              .mapToLong(FileMessage::line)
              .min()
              .orElse(Long.MAX_VALUE);
      return line >= part.line() && line < next;
    }
  }

  /** What happened. */
  @Description("What happened to the file.")
  record UspsStepJson(
      Instant at,
      @Description("a state that it came to, or what was done") String kind,
      @Nullable String message,
      @Description("name of a user; null for the gateway") @Nullable String actor,
      String detail) {
    static UspsStepJson of(FileStep step) {
      return new UspsStepJson(step.at(), step.kind(), step.message(), step.actor(), step.detail());
    }
  }

  /** What an answer said of a piece. */
  @Description("What an answer said of a piece.")
  record UspsPieceAnswerJson(
      String number,
      PieceAnswer.Severity severity,
      String code,
      String text,
      @Description("of the answer, from 1") long line,
      Instant at) {
    static UspsPieceAnswerJson of(PieceAnswer answer) {
      return new UspsPieceAnswerJson(
          answer.number(),
          answer.severity(),
          answer.code(),
          answer.text(),
          answer.line(),
          answer.at());
    }
  }
}
