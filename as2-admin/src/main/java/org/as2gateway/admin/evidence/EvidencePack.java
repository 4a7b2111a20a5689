package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.store.evidence.EvidenceChain;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The evidence of several messages that belong together, and documents about them, in one zip: each
 * message as the bundle that it has alone. Written in one pass and constant memory. {@code verify}
 * checks it with all bundles in it.
 */
public final class EvidencePack {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String subject;
  private final String readme;
  private final Map<String, EntryWriter> entries = new LinkedHashMap<>();

  /**
   * A pack.
   *
   * @param subject what it is about, for the manifest
   * @param readme what is in it, for people
   */
  public EvidencePack(String subject, String readme) {
    this.subject = subject;
    this.readme = readme;
  }

  /**
   * Adds the bundle of a message.
   *
   * @param id its id
   */
  public EvidencePack message(String id, EntryWriter bundle) {
    entries.put(BundleNames.PACK_MESSAGES + id + ".zip", bundle);
    return this;
  }

  /**
   * Adds a document.
   *
   * @param name letters, digits, dots and hyphens, at most 60 of them
   */
  public EvidencePack document(String name, EntryWriter content) {
    entries.put(BundleNames.PACK_DOCUMENTS + name, content);
    return this;
  }

  /**
   * Writes the zip; the stream stays open.
   *
   * @param chain signs what is handed out
   * @throws IOException if a part cannot be read or the stream fails; the zip has no end then
   */
  public void writeTo(OutputStream out, EvidenceChain chain, Instant now) throws IOException {
    BundleZip zip = new BundleZip(out, now); // not closed: the stream below stays open
    for (Map.Entry<String, EntryWriter> entry : entries.entrySet()) {
      zip.add(entry.getKey(), entry.getValue());
    }
    zip.add(BundleNames.README, readme.getBytes(StandardCharsets.UTF_8));
    zip.addCheckpoint(chain);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", BundleNames.PACK_FORMAT);
    manifest.put("createdAt", now.toString());
    manifest.put("subject", subject);
    zip.list(manifest.putArray("entries"));
    zip.sign(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest), chain);
    zip.finish();
  }
}
