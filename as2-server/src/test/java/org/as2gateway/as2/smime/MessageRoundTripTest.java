package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is written, in whatever layers and however its octets arrive, is read as it was. Each
 * message follows from its number, which a failure tells.
 */
class MessageRoundTripTest {
  private static final OwnKey SENDER = TestPki.rsa("codec sender");
  private static final OwnKey RECEIVER = TestPki.rsa("codec receiver");
  private static final int MESSAGES = 200;

  private static final SignatureAlgorithm[] SIGNATURES =
      EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.MD5)) // is verified, never made
          .toArray(SignatureAlgorithm[]::new);

  /** What readers of MIME trip over. */
  private static final List<String> PIECES =
      List.of("\r\n", "\n", "\r", "--", "--=_", "=", "=3D", " ", "\t", "\0", "MIME", "é", ".\r\n");

  @TempDir private Path folder;

  private final MessageWriter writer =
      new MessageWriter(CryptoProviders.shared(), Clock.systemUTC());
  private final MessageReader reader = new MessageReader(CryptoProviders.shared());

  @Test
  void what_is_written_is_read_as_it_was() throws Exception {
    for (int number = 0; number < MESSAGES; number++) {
      Random random = new Random(number);
      List<byte[]> contents = contents(random);
      WriteRequest request = request(random, contents);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      WrittenMessage written = writer.write(request, body);
      MemorySink sink = new MemorySink();
      ReadOutcome outcome =
          reader.read(
              written.headers(),
              inPieces(body.toByteArray(), random),
              TestPolicies.policy(
                  RECEIVER,
                  request.signing().isPresent(),
                  request.encryption().isPresent(),
                  SENDER.certificate()),
              sink);
      assertIsAsWritten("message " + number + ", " + request, request, written, outcome);
      for (int i = 0; i < contents.size(); i++) {
        assertThat(sink.payload(i)).as("message " + number).isEqualTo(contents.get(i));
      }
    }
  }

  private static void assertIsAsWritten(
      String name, WriteRequest request, WrittenMessage written, ReadOutcome outcome) {
    assertThat(outcome).as(name).isInstanceOf(ReadOutcome.Opened.class);
    ReadOutcome.Opened opened = (ReadOutcome.Opened) outcome;
    assertThat(opened.layers())
        .as(name)
        .isEqualTo(
            new ReadOutcome.Layers(
                request.encryption().isPresent(),
                request.signing().isPresent(),
                request.compression() != Compression.NONE));
    assertThat(written.mics()).as(name).contains(opened.mic());
    assertThat(opened.payloads())
        .as(name)
        .extracting(ReadOutcome.Payload::filename)
        .isEqualTo(request.payloads().stream().map(WriteRequest.Payload::filename).toList());
  }

  private static List<byte[]> contents(Random random) {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 1 + random.nextInt(3) % 2 * random.nextInt(3); i > 0; i--) {
      contents.add(random.nextBoolean() ? noise(random) : text(random));
    }
    return contents;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(random.nextBoolean() ? 20 : 200_000)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5000); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private WriteRequest request(Random random, List<byte[]> contents) throws IOException {
    List<WriteRequest.Payload> payloads = new ArrayList<>();
    for (byte[] content : contents) {
      Path file = Files.write(Files.createTempFile(folder, "payload", ".bin"), content);
      String name = one(random, "a.edi", "big order.x12", "größe \"1\".txt", "");
      payloads.add(
          new WriteRequest.Payload(
              KeptFiles.of(file),
              "application/edi-x12",
              Optional.of(name).filter(n -> !n.isEmpty())));
    }
    SignatureAlgorithm signing = one(random, SIGNATURES);
    WriteRequest.Encryption encryption =
        new WriteRequest.Encryption(
            List.of(RECEIVER.certificate()),
            one(random, EncryptionAlgorithm.values()),
            one(random, KeyTransport.values()));
    return new WriteRequest(
        payloads,
        random.nextBoolean(),
        one(random, Compression.values()),
        Optional.of(
                new WriteRequest.Signing(
                    SENDER, signing, signing.digest().wireName(), random.nextBoolean(), true))
            .filter(s -> random.nextInt(4) > 0),
        Optional.of(encryption).filter(e -> random.nextInt(4) > 0),
        List.of(MicAlgorithm.SHA256));
  }

  @SafeVarargs
  private static <T> T one(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Gives few octets at a time, or many. */
  private static InputStream inPieces(byte[] octets, Random random) {
    int most = random.nextBoolean() ? 7 : 100_000;
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
      }
    };
  }
}
