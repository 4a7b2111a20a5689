package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.EvidencePack;
import org.as2gateway.admin.messages.MessageEvidence;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles of both sides of an exchange, held against openssl, against verify, and forged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class EvidenceIT {
  private static final byte[] PAYLOAD =
      "UNA:+.? '\nUNB+\r\n\0\u00ff".repeat(500).getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private static Path folder;
  private TwoStations stations;
  private int count;

  private static Map<String, Map<String, String>> cases() {
    Map<String, Map<String, String>> cases = new LinkedHashMap<>();
    cases.put("usual", sending("sha-256", "aes256-cbc"));
    cases.put(
        "pss-async",
        with(
            sending("rsassa-pss-sha-256", "aes128-gcm"),
            "compression_type",
            "zlib",
            "compression_mode",
            "compress-before-signing",
            "as2_receipt_option",
            "async"));
    cases.put(
        "ec",
        with(
            sending("sha-384", "aes256-cbc"),
            "key",
            "ec",
            "compression_type",
            "zlib",
            "compression_mode",
            "compress-after-signing"));
    cases.put("base64", with(sending("sha-512", "none"), "content_transfer_encoding", "base64"));
    cases.put("plain", sending("none", "none"));
    cases.put(
        "unsigned-async",
        with(
            sending("none", "aes256-cbc"),
            "compression_type",
            "zlib",
            "as2_receipt_option",
            "async"));
    cases.put("unsigned-receipt", with(sending("sha-256", "none"), "as2_mdn_options", ""));
    cases.put("no-receipt", with(sending("sha-256", "aes256-cbc"), "as2_mdn_to", ""));
    return cases;
  }

  private static Map<String, String> sending(String sign, String encrypt) {
    Map<String, String> attributes =
        new LinkedHashMap<>(TestHome.sending(java.net.URI.create("http://127.0.0.1/")));
    attributes.put("sign", sign);
    attributes.put("encrypt", encrypt);
    attributes.put("gw.allow_unsigned", "true");
    attributes.put("gw.allow_unencrypted", "true");
    return attributes;
  }

  private static Map<String, String> with(Map<String, String> attributes, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
      if (more[i + 1].isEmpty()) {
        attributes.remove(more[i]);
      }
    }
    return attributes;
  }

  @BeforeAll
  void start() throws Exception {
    stations = new TwoStations(folder).cases(cases()).start();
  }

  @AfterAll
  void stop() {
    stations.close();
  }

  private MessageRecord send(String partnership) throws Exception {
    MessageRecord sent =
        stations
            .us()
            .gateway()
            .submit(
                partnership,
                "orders 1.edi",
                Optional.of("application/edifact"),
                Optional.empty(),
                new ByteArrayInputStream(PAYLOAD));
    return stations.awaitEnd(sent.id());
  }

  private Path bundle(Path home, String id, String... options) {
    Path file = folder.resolve("bundle-" + ++count + ".zip");
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "evidence";
    arguments[1] = id;
    arguments[2] = "-o";
    arguments[3] = file;
    System.arraycopy(options, 0, arguments, 4, options.length);
    ShellRun run = ShellRun.of(home, arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return file;
  }

  private UnpackedBundle unpacked(Path zip) throws Exception {
    return UnpackedBundle.of(zip, folder.resolve("unpacked-" + ++count));
  }

  private ShellRun verify(Path zip) {
    return ShellRun.of(folder.resolve("no-such-home"), "verify", zip);
  }

  static List<String> names() {
    return List.copyOf(cases().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void both_sides_prove_an_exchange_by_openssl_alone(String name) throws Exception {
    MessageRecord sent = send(name);
    assertThat(sent.as2().mdn())
        .as(String.valueOf(sent.error()))
        .isIn(MdnState.VERIFIED, MdnState.NONE);
    MessageRecord received = stations.received(sent);
    List<Path> zips =
        List.of(
            bundle(stations.ours.path(), sent.id()),
            bundle(stations.theirs.path(), received.id()),
            bundle(stations.ours.path(), sent.as2().messageId(), "--no-payload"));
    for (Path zip : zips) {
      UnpackedBundle bundle = unpacked(zip);
      UnpackedBundle.Run run = bundle.runReadme();
      assertThat(run.status()).as(run.commands() + "\n" + run.output()).isZero();
      ShellRun verified = verify(zip);
      assertThat(verified.status()).as(verified.out()).isZero();
      boolean isSigned = sent.as2().isSigned();
      boolean isWithPayload = bundle.names().contains("payload-0.bin");
      assertThat(run.commands().contains("-in signature.der")).isEqualTo(isSigned && isWithPayload);
      assertThat(verified.out().contains("✓ signature")).isEqualTo(isSigned);
      assertThat(verified.out().contains("✓ receipt")).isEqualTo(hasSignedMdn(name));
      assertThat(verified.out().contains("confirmed the message")).isEqualTo(hasSignedMdn(name));
    }
    assertThat(folder.resolve("unpacked-" + (count - 1))).isNotEmptyDirectory();
  }

  @ParameterizedTest // RFC 6362
  @ValueSource(strings = {"usual", "plain", "unsigned-async"})
  void an_exchange_of_several_files_is_proven_too(String name) throws Exception {
    MessageRecord queued =
        stations
            .us()
            .gateway()
            .submit(name, Optional.empty(), SubmittedFiles.of(file("a.xml"), file("b.pdf")));
    MessageRecord sent = stations.awaitEnd(queued.id());
    assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
    for (Path zip :
        List.of(
            bundle(stations.ours.path(), sent.id()),
            bundle(stations.theirs.path(), stations.received(sent).id()))) {
      UnpackedBundle bundle = unpacked(zip);
      assertThat(bundle.names()).contains("payload-0.bin", "payload-1.bin");
      UnpackedBundle.Run run = bundle.runReadme();
      assertThat(run.status()).as(run.commands() + "\n" + run.output()).isZero();
      ShellRun verified = verify(zip);
      assertThat(verified.status()).as(verified.out()).isZero();
      assertThat(verified.out()).contains("'a.xml'", "'b.pdf'", "confirmed the message");
    }
  }

  @Test
  void a_pack_is_verified_with_every_bundle_in_it() throws Exception {
    MessageRecord sent = send("usual");
    Path zip = folder.resolve("pack-" + ++count + ".zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      Gateway gateway = stations.us().gateway();
      new EvidencePack("a subject", "what is in it")
          .message(sent.id(), MessageEvidence.of(gateway, Clock.systemUTC(), sent))
          .document("file.json", json -> json.write("{}".getBytes(StandardCharsets.US_ASCII)))
          .writeTo(out, gateway.evidence(), Instant.now());
    }
    ShellRun verified = verify(zip);
    assertThat(verified.status()).as(verified.out()).isZero();
    assertThat(verified.out())
        .contains("✓ gateway      manifest signed")
        .contains("✓ receipt      " + sent.id() + ".zip: ")
        .contains("confirmed the message")
        .contains("what the documents say about each other");
    List<String> names = unpacked(zip).names();
    assertThat(names).contains("messages/" + sent.id() + ".zip", "documents/file.json");
    for (String name : names) {
      Path forged = unpacked(zip).tamper(name).zip(folder.resolve("forged-" + ++count));
      assertThat(verify(forged).status()).as(name).isEqualTo(1);
    }
    Path covered =
        unpacked(zip)
            .tamper("documents/file.json")
            .coverUp()
            .zip(folder.resolve("forged-" + ++count));
    assertThat(verify(covered).out()).contains("✗ gateway      its manifest");
  }

  private static SubmittedFile file(String name) {
    return new SubmittedFile(name, Optional.empty(), new ByteArrayInputStream(PAYLOAD));
  }

  private static boolean hasSignedMdn(String name) {
    return !name.endsWith("-receipt");
  }

  @Test
  void no_altered_file_passes_and_openssl_finds_what_signatures_cover() throws Exception {
    MessageRecord sent = send("usual");
    Path zip = bundle(stations.ours.path(), sent.id());
    assertThat(verify(zip).out()).contains("✓ gateway      manifest", "✓ gateway      checkpoint");
    for (String name : unpacked(zip).names()) {
      UnpackedBundle forged = unpacked(zip).tamper(name);
      ShellRun careless = verify(forged.zip(folder.resolve("forged-" + ++count)));
      assertThat(careless.status()).as(name + "\n" + careless.out()).isEqualTo(1);
    }
    for (String name :
        List.of(
            "payload-0.bin",
            "content-headers.mime",
            "signature.der",
            "signer.pem",
            "message-id.txt",
            "mdn/signed-part.mime",
            "mdn/signature.der",
            "mdn/signer.pem")) {
      UnpackedBundle forged = unpacked(zip).tamper(name);
      UnpackedBundle.Run run = forged.runReadme();
      assertThat(run.status()).as(name + "\n" + run.output()).isNotZero();
      ShellRun careful = verify(forged.coverUp().zip(folder.resolve("forged-" + ++count)));
      assertThat(careful.status()).as(name + "\n" + careful.out()).isEqualTo(1);
      assertThat(careful.out())
          .contains("✓ manifest", "✗ gateway")
          .doesNotContain("the bundle proves that");
    }
  }

  @Test
  void a_certificate_that_made_no_signature_here_verifies_nothing() throws Exception {
    MessageRecord sent = send("usual");
    Path zip = bundle(stations.ours.path(), sent.id());
    for (String name : List.of("signer.pem", "mdn/signer.pem")) {
      UnpackedBundle forged = unpacked(zip);
      KeyFiles.writePem(forged.folder().resolve(name), TestPki.rsa("mallory").certificate());
      assertThat(forged.runReadme().status()).isNotZero();
      ShellRun run = verify(forged.coverUp().zip(folder.resolve("forged-" + ++count)));
      assertThat(run.status()).as(run.out()).isEqualTo(1);
    }
  }

  @Test
  void evidence_check_names_what_was_altered_in_a_running_gateway() throws Exception {
    MessageRecord sent = send("usual");
    ShellRun good = ShellRun.of(stations.ours.path(), "evidence-check", "--files");
    assertThat(good.out()).contains("✓ no records missing or altered");
    assertThat(good.status()).isZero();
    Path kept = KeptFiles.file(stations.us().gateway().payload(sent.id(), 0).orElseThrow());
    byte[] before = Files.readAllBytes(kept);
    Files.writeString(kept, "something else");
    ShellRun bad = ShellRun.of(stations.ours.path(), "evidence-check", "--files");
    Files.write(kept, before);
    assertThat(bad.out()).contains(sent.id(), "the kept file of its payload 0 was altered");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(ShellRun.of(stations.ours.path(), "evidence-check").status()).isZero();
  }

  @Test
  void a_bundle_without_its_signature_or_receipt_does_not_pass() throws Exception {
    MessageRecord sent = send("usual");
    Path zip = bundle(stations.ours.path(), sent.id());
    for (String name : List.of("signature.der", "mdn/mdn.http", "payload-0.bin")) {
      UnpackedBundle forged = unpacked(zip);
      Files.delete(forged.folder().resolve(name));
      assertThat(verify(forged.zip(folder.resolve("forged-" + ++count))).status()).isEqualTo(1);
    }
  }

  @Test
  void evidence_overwrites_nothing_and_names_an_unknown_message() throws Exception {
    Path there = Files.writeString(folder.resolve("there.zip"), "mine");
    ShellRun run = ShellRun.of(stations.ours.path(), "evidence", "X", "-o", there);
    assertThat(run.status()).isEqualTo(1);
    assertThat(there).hasContent("mine");
    Path none = folder.resolve("none.zip");
    ShellRun unknown = ShellRun.of(stations.ours.path(), "evidence", "X", "-o", none);
    assertThat(unknown.err()).contains("No message has the id or Message-ID 'X'");
    assertThat(none).doesNotExist();
  }
}
