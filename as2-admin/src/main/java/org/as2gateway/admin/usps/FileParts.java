package org.as2gateway.admin.usps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PublishedMessage;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.layouts.CodeList;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a file. */
final class FileParts {
  private static final int MOST_ANSWERS = 200;
  private static final int MOST_CHECKED = 5;
  private static final int MOST_FINDINGS = 100;

  private final Gateway gateway;
  private final Ledger ledger;
  private final UspsTables tables;
  private final PublishedMessages published;

  FileParts(Gateway gateway) {
    this.gateway = gateway;
    this.ledger = gateway.usps().ledger();
    this.tables = gateway.usps().tables().current();
    this.published = PublishedMessages.of(tables);
  }

  FileView view(UspsFile file, FileView.Links links, @Nullable String error) {
    List<FileMessage> messages = ledger.messages().ofFile(file.id());
    return new FileView(
        file,
        StateText.of(file.state()),
        header(file.header()),
        ledger.files().steps(file.id()).stream().map(this::step).toList(),
        messages.stream().map(this::message).toList(),
        checked(file, messages),
        ledger.answers().ofFile(file.id(), false, MOST_ANSWERS).stream().map(this::piece).toList(),
        new FileView.Scans(LocalTime.of(file.scans().first()), LocalTime.of(file.scans().last())),
        may(file, messages),
        links,
        error);
  }

  private List<FileView.Fact> header(ManifestHeader header) {
    String owner =
        gateway.usps().mailerIds().read().owner(header.mailerId()).orElse("not on your list");
    return List.of(
        new FileView.Fact("Mailer ID", header.mailerId(), owner),
        new FileView.Fact(
            "Date and time of mailing",
            LocalTime.of(header.date(), header.time()),
            "local to the place of entry, not converted"),
        new FileView.Fact("File type", header.type(), meaning("file-types", header.type())),
        new FileView.Fact(
            "Entry facility type",
            header.facilityType(),
            meaning("entry-facilities", header.facilityType())),
        new FileView.Fact("Entry facility ZIP", header.zip(), ""),
        new FileView.Fact("Layout version", header.version(), ""),
        new FileView.Fact("Transaction id", header.transaction(), ""),
        new FileView.Fact("Stated record count", header.records(), "the header included"));
  }

  /** What a code means, and how sure that is. */
  private String meaning(String table, String code) {
    CodeList codes = tables.codes(table);
    String text = codes.value(code, "text");
    return text.isEmpty() ? "" : text + " (certainty " + codes.value(code, "certainty") + ")";
  }

  private FileView.Step step(FileStep step) {
    Optional<StateText> state = FileState.parse(step.kind()).map(StateText::of);
    boolean isReceived =
        FileState.parse(step.kind()).filter(FileState.RECEIVED::equals).isPresent();
    return new FileView.Step(
        step.at(),
        state.map(StateText::label).orElse(step.kind().replace('-', ' ')),
        state.map(StateText::tone).orElse("info"),
        step.detail(),
        step.message(),
        isReceived && step.message() != null,
        step.actor());
  }

  private FileView.Message message(FileMessage link) {
    String label =
        switch (link.state()) {
          case BLOCKED -> "blocked";
          case QUEUED -> "queued";
          case SENT -> "sent";
          case RECEIVED -> "received";
          case UNUSED -> "not received";
        };
    String transport =
        gateway.messages().find(link.message()).map(m -> m.transport().label()).orElse("");
    boolean isTwice =
        gateway.otherWays().about(Set.of(link.message())).stream().anyMatch(OtherWay::isTwice);
    return new FileView.Message(link, label, transport, isTwice);
  }

  private List<FileView.Checked> checked(UspsFile file, List<FileMessage> messages) {
    List<FileView.Checked> checked = new ArrayList<>();
    for (int i = messages.size() - 1; i >= 0 && checked.size() < MOST_CHECKED; i--) {
      FileMessage message = messages.get(i);
      List<FileMessage> parts = ledger.messages().ofMessage(message.message());
      Set<Long> headers =
          parts.stream()
              .filter(part -> part.payload() == message.payload())
              .map(FileMessage::line)
              .collect(Collectors.toSet());
      List<Finding> found =
          gateway.inspection(message.message()).stream()
              .flatMap(inspection -> inspection.findings().stream())
              .filter(f -> UspsFileDetailJson.UspsFindingJson.isAbout(f, message, parts))
              .limit(MOST_FINDINGS)
              .toList();
      if (!found.isEmpty()) {
        FieldNames names = FieldNames.of(tables, file.header().version(), headers);
        checked.add(new FileView.Checked(message.message(), FindingView.of(found, names)));
      }
    }
    return checked;
  }

  private FileView.Piece piece(PieceAnswer answer) {
    Optional<PublishedMessage> message =
        published.byId(answer.code()).or(() -> published.find(answer.text()));
    String tone =
        switch (answer.severity()) {
          case REJECTED -> "bad";
          case WARNING -> "warn";
          case ACCEPTED -> "good";
        };
    return new FileView.Piece(
        answer.number(),
        answer.severity().text(),
        tone,
        answer.text(),
        message.map(PublishedMessage::meaning).orElse(""),
        message.map(PublishedMessage::remedy).orElse(""),
        message.map(PublishedMessage::ask).orElse(""));
  }

  private FileView.May may(UspsFile file, List<FileMessage> messages) {
    boolean isOpen =
        switch (file.state()) {
          case SENT, RECEIVED, PARTLY, REJECTED -> true;
          case BLOCKED, QUEUED, UNUSED -> gateway.usps().ledger().isTried(file.id());
          case ACCEPTED, SCANNED -> false;
        };
    String blocked =
        messages.stream()
            .filter(message -> message.state() == FileMessage.State.BLOCKED)
            .map(FileMessage::message)
            .reduce((first, last) -> last)
            .orElse(null);
    return new FileView.May(isOpen, blocked);
  }
}
