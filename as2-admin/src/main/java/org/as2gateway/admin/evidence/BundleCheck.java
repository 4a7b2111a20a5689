package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.smime.SignatureVerifier;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a bundle from its own octets alone: no home, no gateway, no network. What it concludes
 * rests on the two signatures; everything else in a bundle is the word of whoever made it.
 */
public final class BundleCheck {
  private static final int TEXT = 200;

  private final BundleFile bundle;
  private final BundleReport report = new BundleReport();

  private final boolean isInPack;

  private BundleCheck(BundleFile bundle, boolean isInPack) {
    this.bundle = bundle;
    this.isInPack = isInPack;
  }

  /**
   * Checks a bundle.
   *
   * @throws IOException if the file cannot be read
   */
  public static BundleReport of(Path file) throws IOException {
    return of(file, false);
  }

  private static BundleReport of(Path file, boolean isInPack) throws IOException {
    BundleReport unreadable = new BundleReport();
    try (BundleFile bundle = BundleFile.open(file)) {
      BundleCheck check = new BundleCheck(bundle, isInPack);
      try {
        check.run();
      } catch (BadBundleException e) {
        check.report.fails("bundle", String.valueOf(e.getMessage()));
      }
      return check.report;
    } catch (BadBundleException e) {
      unreadable.fails("bundle", String.valueOf(e.getMessage()));
      return unreadable;
    }
  }

  private void run() throws IOException, BadBundleException {
    JsonNode manifest = bundle.json(BundleNames.MANIFEST);
    String format = manifest.path("format").asString("");
    if (format.equals(BundleNames.PACK_FORMAT) && !isInPack) {
      runPack(manifest);
      return;
    }
    if (!format.equals(BundleNames.FORMAT)) {
      throw new BadBundleException(
          "its format is '" + cut(format) + "', expected '" + BundleNames.FORMAT + "'");
    }
    checkEntries(manifest.path("entries"));
    checkGateway(BundleNames.MANIFEST, BundleNames.MANIFEST_SIGNATURE, "manifest");
    checkGateway(BundleNames.CHECKPOINT, BundleNames.CHECKPOINT_SIGNATURE, "checkpoint");
    JsonNode message = bundle.json(BundleNames.MESSAGE);
    checkPayloads(message, manifest);
    Map<MicAlgorithm, byte[]> digests = contentDigests(manifest.path("content"));
    Optional<Mic> recorded = mic(message);
    checkContent(recorded, digests);
    checkSignature(message, recorded, digests);
    new BundleMdnCheck(bundle, report, message).run(recorded, digests);
    limits();
  }

  /** A pack: each bundle in it is checked like one that came alone. */
  private void runPack(JsonNode manifest) throws IOException, BadBundleException {
    checkEntries(manifest.path("entries"));
    checkGateway(BundleNames.MANIFEST, BundleNames.MANIFEST_SIGNATURE, "manifest");
    checkGateway(BundleNames.CHECKPOINT, BundleNames.CHECKPOINT_SIGNATURE, "checkpoint");
    Path copy = Files.createTempFile("as2-bundle", ".zip");
    try {
      for (String name : bundle.names()) {
        if (name.startsWith(BundleNames.PACK_MESSAGES)) {
          bundle.copy(name, copy);
          report.include(name.substring(BundleNames.PACK_MESSAGES.length()), of(copy, true));
        }
      }
    } finally {
      Files.deleteIfExists(copy);
    }
    report.doesNotProve(
        "what the documents say about each other: they are the word of the gateway that created"
            + " the bundle");
    limits();
  }

  private void limits() {
    report.doesNotProve(
        "who owns the keys: compare the fingerprints with the certificates you exchanged");
    report.doesNotProve(
        "when it happened: times come from the gateway that created the bundle and from each"
            + " signer");
    report.doesNotProve("that anyone read, understood or agreed to the document");
  }

  private void checkEntries(JsonNode listed) throws IOException, BadBundleException {
    Set<String> unlisted = new HashSet<>(bundle.names());
    unlisted.remove(BundleNames.MANIFEST);
    unlisted.remove(BundleNames.MANIFEST_SIGNATURE);
    List<String> wrong = new ArrayList<>();
    for (JsonNode entry : listed) {
      String name = entry.path("name").asString("");
      boolean isThere = unlisted.remove(name);
      long bytes = entry.path("bytes").asLong(-1);
      if (!isThere || !bundle.isAs(name, bytes, entry.path("sha256").asString(""))) {
        wrong.add(cut(name));
      }
    }
    wrong.addAll(unlisted);
    report.decide(
        wrong.isEmpty() && !listed.isEmpty(),
        "manifest",
        listed.size() + " files, each matching its SHA-256 in the manifest",
        "missing, altered or not listed: " + String.join(", ", wrong));
  }

  /** The word of the gateway that made the bundle: what it holds, and how its chain stood then. */
  private void checkGateway(String content, String signature, String what)
      throws IOException, BadBundleException {
    if (!bundle.has(content) || !bundle.has(signature)) {
      report.decide(
          content.equals(BundleNames.CHECKPOINT) && bundle.has(content) == bundle.has(signature),
          "gateway",
          "no " + what + " of its chain yet",
          "its " + what + " is not signed, so no gateway vouches for the record");
      return;
    }
    Map<MicAlgorithm, byte[]> digests =
        Map.of(
            MicAlgorithm.SHA256,
            digest(MicAlgorithm.SHA256).digest(bundle.octets(content).orElseThrow()));
    SignatureCheck check =
        verify(bundle.octets(signature).orElseThrow(), digests, BundleNames.GATEWAY);
    if (check instanceof SignatureCheck.Valid valid) {
      report.holds("gateway", what + " signed, " + describe(valid));
    } else {
      report.fails("gateway", "its " + what + ": " + why(check));
    }
  }

  private void checkPayloads(JsonNode message, JsonNode manifest)
      throws IOException, BadBundleException {
    String state = manifest.path("content").path("state").asString("");
    JsonNode payloads = message.path("payloads");
    if (payloads.isEmpty()) {
      report.absent("payload", "none: no content of the message was accepted");
      return;
    }
    int index = 0;
    for (JsonNode payload : payloads) {
      String name = BundleNames.payload(index++);
      String sha256 = payload.path("sha256").asString("");
      String what = "'" + cut(payload.path("filename").asString("")) + "', SHA-256 " + cut(sha256);
      if (bundle.has(name)) {
        report.decide(
            bundle.isAs(name, payload.path("bytes").asLong(-1), sha256),
            "payload",
            what,
            name + " is not " + what);
      } else if (state.equals("included")) {
        report.fails("payload", name + " is missing");
      } else {
        report.absent("payload", what + ", not in the bundle");
      }
    }
  }

  /** Digests of the content that MIC and signature cover; empty if it is not in the bundle. */
  private Map<MicAlgorithm, byte[]> contentDigests(JsonNode content)
      throws IOException, BadBundleException {
    Map<MicAlgorithm, MessageDigest> digests = new EnumMap<>(MicAlgorithm.class);
    for (MicAlgorithm algorithm : MicAlgorithm.values()) {
      digests.put(algorithm, digest(algorithm));
    }
    if (content.path("parts").isEmpty()) {
      return Map.of();
    }
    for (JsonNode part : content.path("parts")) {
      String name = part.asString("");
      if (!bundle.has(name)) {
        return Map.of();
      }
      bundle.digest(name, digests.values());
    }
    Map<MicAlgorithm, byte[]> values = new EnumMap<>(MicAlgorithm.class);
    digests.forEach((algorithm, digest) -> values.put(algorithm, digest.digest()));
    return values;
  }

  private static MessageDigest digest(MicAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jcaName(), e);
    }
  }

  private static Optional<Mic> mic(JsonNode message) {
    String base64 = message.path("mic").asString("");
    String algorithm = message.path("micAlgorithm").asString("");
    return base64.isEmpty() ? Optional.empty() : Mic.parse(base64 + ", " + algorithm);
  }

  private void checkContent(Optional<Mic> recorded, Map<MicAlgorithm, byte[]> digests) {
    if (recorded.isEmpty()) {
      report.absent("content", "no MIC was computed");
    } else if (digests.isEmpty()) {
      report.absent("content", "not in the bundle: its MIC cannot be computed again");
    } else {
      MicAlgorithm algorithm = recorded.get().algorithm();
      Mic taken = Mic.of(Objects.requireNonNull(digests.get(algorithm)), algorithm);
      report.decide(
          taken.matches(recorded.get()),
          "content",
          "its MIC is " + taken.fieldValue(),
          "its MIC is " + taken.fieldValue() + ", recorded is " + recorded.get().fieldValue());
    }
  }

  /** Without the content, the signature is held against the MIC, which is the same digest. */
  private void checkSignature(
      JsonNode message, Optional<Mic> recorded, Map<MicAlgorithm, byte[]> digests)
      throws IOException, BadBundleException {
    Optional<byte[]> signature = bundle.octets(BundleNames.SIGNATURE);
    if (signature.isEmpty()) {
      boolean isExpected = message.path("signed").asBoolean() && recorded.isPresent();
      if (isExpected) {
        report.fails("signature", "the message was signed, but its signature is missing");
      } else {
        report.absent("signature", "none: there is no proof of who sent the message");
      }
      return;
    }
    if (message.path("status").asString("").equals("refused")) {
      report.absent("signature", "kept as received: the message was refused");
      return;
    }
    boolean isByMic = digests.isEmpty() && recorded.isPresent();
    Map<MicAlgorithm, byte[]> covered =
        isByMic
            ? Map.of(
                recorded.get().algorithm(), Base64.getDecoder().decode(recorded.get().base64()))
            : digests;
    SignatureCheck check = verify(signature.get(), covered, BundleNames.SIGNER);
    String over = isByMic ? "over content of that MIC" : "over this content";
    if (check instanceof SignatureCheck.Valid valid) {
      report.holds("signature", describe(valid) + ", " + over);
      report.proves(
          "the holder of the key of '"
              + name(valid.certificate())
              + "' signed "
              + (isByMic ? "the content with that MIC" : "exactly this content"));
    } else {
      report.fails("signature", why(check));
    }
  }

  private SignatureCheck verify(
      byte[] signature, Map<MicAlgorithm, byte[]> digests, String certificate)
      throws IOException, BadBundleException {
    List<X509Certificate> signer = bundle.octets(certificate).flatMap(Pem::read).stream().toList();
    return SignatureVerifier.verify(
        signature, digests, signer, Set.of(SignatureAlgorithm.values()));
  }

  static String describe(SignatureCheck.Valid valid) {
    return "valid, "
        + valid.algorithm().spelling()
        + ", by '"
        + name(valid.certificate())
        + "', fingerprint "
        + Fingerprint.of(valid.certificate());
  }

  static String why(SignatureCheck check) {
    return check instanceof SignatureCheck.Refused refused
        ? cut(refused.cause())
        : "it signs another digest than that of this content";
  }

  static String name(X509Certificate certificate) {
    return cut(certificate.getSubjectX500Principal().getName());
  }

  static String cut(String text) {
    return PartnerText.clean(text, TEXT);
  }
}
