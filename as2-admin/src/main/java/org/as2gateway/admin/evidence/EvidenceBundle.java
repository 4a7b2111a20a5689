package org.as2gateway.admin.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.as2gateway.as2.mdn.MdnSignature;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.KeptAnswer;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.Content;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that proves the exchange of one message, as a zip: written in one pass and constant memory,
 * whatever the size of the payload. The layout stands in docs/evidence.md.
 */
public final class EvidenceBundle {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;
  private static final Pattern DISPOSITION_LINE = Pattern.compile("(?im)^Disposition:");

  /**
   * Where the parts come from.
   *
   * @param message the record
   * @param description the record as the API tells it
   * @param events every step and attempt as the API tells them
   * @param proof what is proven in plain sentences, as HTML
   * @param log the message log
   * @param payload the kept copy of a payload, empty if it is gone
   * @param covered the kept content that MIC and signature cover, empty if there is none
   * @param chain signs what is handed out
   */
  public record Source(
      MessageRecord message,
      JsonNode description,
      JsonNode events,
      String proof,
      MessageLog log,
      IntFunction<Optional<Content>> payload,
      Supplier<Optional<Content>> covered,
      EvidenceChain chain) {}

  private final Source source;
  private final boolean isWithPayload;
  private final Instant now;

  /**
   * A bundle of that message.
   *
   * @param isWithPayload whether the payload goes in, or its SHA-256 alone
   */
  public EvidenceBundle(Source source, boolean isWithPayload, Instant now) {
    this.source = source;
    this.isWithPayload = isWithPayload;
    this.now = now;
  }

  /** What the README tells and the manifest says of the content. */
  record Contents(
      boolean isOutbound,
      ContentState state,
      List<String> covered,
      Optional<Mic> mic,
      boolean isSigned,
      Optional<MdnPart> mdn) {}

  /** The MDN that counts: whether it is signed, and what can be read in it as it stands. */
  record MdnPart(
      boolean isSigned, boolean tellsMic, boolean tellsMessageId, boolean tellsDisposition) {}

  /** What became of the content that MIC and signature cover. */
  enum ContentState {
    INCLUDED,
    LEFT_OUT,
    GONE,
    NONE
  }

  /**
   * Writes the zip; the stream stays open.
   *
   * @throws IOException if a file cannot be read or the stream fails; the zip has no end then
   */
  public void writeTo(OutputStream out) throws IOException {
    BundleZip zip = new BundleZip(out, now); // not closed: the stream below stays open
    zip.add(BundleNames.MESSAGE, pretty(source.description()));
    zip.add(BundleNames.EVENTS, pretty(source.events()));
    zip.add(BundleNames.PROOF, source.proof().getBytes(StandardCharsets.UTF_8));
    boolean isAs2 = source.message().findAs2().isPresent();
    if (isAs2) {
      zip.add(BundleNames.MESSAGE_ID, (source.message().messageId() + "\n").getBytes(LATIN_1));
    }
    boolean isOutbound = source.message().direction() == Direction.OUT;
    addLast(
        zip,
        isOutbound ? EvidenceKind.WIRE_HEADERS : EvidenceKind.REQUEST_HEADERS,
        BundleNames.REQUEST_HEADERS);
    addLast(zip, EvidenceKind.SENT_MICS, BundleNames.SENT_MICS);
    boolean isSigned = addLast(zip, EvidenceKind.SIGNATURE, BundleNames.SIGNATURE).isPresent();
    addCertificate(zip, EvidenceKind.SIGNER_CERTIFICATE, BundleNames.SIGNER);
    Optional<MdnPart> mdn = addMdns(zip);
    addOtherAnswers(zip);
    addLast(zip, EvidenceKind.TRANSFER, BundleNames.TRANSFER);
    addServerAnswers(zip);
    List<String> covered = coveredParts(zip);
    ContentState state = addFiles(zip, covered);
    Contents contents =
        new Contents(
            isOutbound, state, covered, Optional.ofNullable(source.message().mic()), isSigned, mdn);
    String readme = isAs2 ? BundleReadme.of(contents) : FileReadme.of(source.message(), state);
    zip.add(BundleNames.README, readme.getBytes(StandardCharsets.UTF_8));
    zip.addCheckpoint(source.chain());
    zip.sign(pretty(manifest(zip, contents)), source.chain());
    zip.finish();
  }

  private Optional<MdnPart> addMdns(BundleZip zip) throws IOException {
    List<Evidence> mdns = evidence(EvidenceKind.MDN);
    if (mdns.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < mdns.size() - 1; i++) {
      zip.add(BundleNames.earlierMdn(i + 1), mdns.get(i).content().toBytes());
    }
    byte[] last = mdns.get(mdns.size() - 1).content().toBytes();
    zip.add(BundleNames.MDN, last);
    addCertificate(zip, EvidenceKind.MDN_SIGNER_CERTIFICATE, BundleNames.MDN_SIGNER);
    Optional<MdnSignature> signature = KeptEntity.mdn(last).mdn().flatMap(mdn -> mdn.signature());
    byte[] told = last;
    if (signature.isPresent()) {
      told = signature.get().covered().toBytes();
      zip.add(BundleNames.MDN_SIGNED_PART, told);
      zip.add(BundleNames.MDN_SIGNATURE, signature.get().signature().toBytes());
    }
    String text = new String(told, LATIN_1);
    Mic mic = source.message().mic();
    return Optional.of(
        new MdnPart(
            signature.isPresent(),
            mic != null && text.contains(mic.base64()),
            text.contains(source.message().messageId()),
            DISPOSITION_LINE.matcher(text).find()));
  }

  private void addOtherAnswers(BundleZip zip) throws IOException {
    int index = 0;
    for (Evidence answer : evidence(EvidenceKind.OTHER_ANSWER)) {
      zip.add(BundleNames.otherAnswer(++index), answer.content().toBytes());
    }
    int newest = 0;
    for (KeptAnswer kept : source.log().answers(source.message().id())) {
      ByteArrayOutputStream entity = new ByteArrayOutputStream();
      entity.writeBytes((kept.answer().head() + "\r\n").getBytes(LATIN_1));
      entity.writeBytes(kept.answer().body().toBytes());
      zip.add(BundleNames.httpAnswer(++newest), entity.toByteArray());
    }
  }

  private void addServerAnswers(BundleZip zip) throws IOException {
    int index = 0;
    for (Evidence answer : evidence(EvidenceKind.SERVER_ANSWER)) {
      zip.add(BundleNames.serverAnswer(++index), answer.content().toBytes());
    }
  }

  /** The entries that one after the other are what MIC and signature cover. */
  private List<String> coveredParts(BundleZip zip) throws IOException {
    if (source.message().mic() == null) {
      return List.of();
    }
    List<Evidence> headers = evidence(EvidenceKind.SIGNED_HEADERS);
    if (headers.isEmpty()) {
      return List.of(BundleNames.payload(0));
    }
    Octets block = headers.get(headers.size() - 1).content();
    if (block.length() == 0) {
      return List.of(BundleNames.CONTENT);
    }
    zip.add(BundleNames.CONTENT_HEADERS, block.toBytes());
    return List.of(BundleNames.CONTENT_HEADERS, BundleNames.payload(0));
  }

  /** All or none: half of the content proves nothing. */
  private ContentState addFiles(BundleZip zip, List<String> covered) throws IOException {
    Map<String, Optional<Content>> files = new LinkedHashMap<>();
    for (int i = 0; i < source.message().payloads().size(); i++) {
      files.put(BundleNames.payload(i), source.payload().apply(i));
    }
    if (covered.contains(BundleNames.CONTENT)) {
      files.put(BundleNames.CONTENT, source.covered().get());
    }
    if (files.isEmpty()) {
      return ContentState.NONE;
    }
    if (!isWithPayload) {
      return ContentState.LEFT_OUT;
    }
    if (files.values().stream().anyMatch(Optional::isEmpty)) {
      return ContentState.GONE;
    }
    for (Map.Entry<String, Optional<Content>> file : files.entrySet()) {
      try (InputStream in = file.getValue().orElseThrow().open()) {
        zip.add(file.getKey(), in);
      }
    }
    return ContentState.INCLUDED;
  }

  private Optional<Octets> addLast(BundleZip zip, EvidenceKind kind, String name)
      throws IOException {
    Optional<Octets> last = last(kind);
    if (last.isPresent()) {
      zip.add(name, last.get().toBytes());
    }
    return last;
  }

  private void addCertificate(BundleZip zip, EvidenceKind kind, String name) throws IOException {
    Optional<Octets> last = last(kind);
    if (last.isPresent()) {
      zip.add(name, Pem.of(last.get().toBytes()));
    }
  }

  private Optional<Octets> last(EvidenceKind kind) {
    List<Evidence> kept = evidence(kind);
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(kept.size() - 1).content());
  }

  private List<Evidence> evidence(EvidenceKind kind) {
    return source.log().evidence(source.message().id(), kind);
  }

  private ObjectNode manifest(BundleZip zip, Contents contents) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", BundleNames.FORMAT);
    manifest.put("createdAt", now.toString());
    manifest.put("id", source.message().id());
    manifest.put("direction", source.message().direction().text());
    ObjectNode content = manifest.putObject("content");
    content.put("state", contents.state().name().toLowerCase(Locale.ROOT));
    ArrayNode parts = content.putArray("parts");
    contents.covered().forEach(parts::add);
    content.put("mic", contents.mic().map(Mic::fieldValue).orElse(null));
    zip.list(manifest.putArray("entries"));
    return manifest;
  }

  private static byte[] pretty(JsonNode document) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
  }
}
