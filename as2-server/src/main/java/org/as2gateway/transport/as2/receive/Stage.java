package org.as2gateway.transport.as2.receive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.as2gateway.as2.smime.MessageSink;
import org.as2gateway.store.payload.InboxName;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of one message while it is received: seen by nobody else until they are delivered.
 * Closing it gives up what was not accepted. For one thread.
 */
final class Stage implements MessageSink, AutoCloseable {
  private final PayloadStore store;
  private final String id;
  private final List<StageFile> payloads = new ArrayList<>();
  private final List<InboxName> names = new ArrayList<>();
  private @Nullable StageFile signedEntity;

  Stage(PayloadStore store, String id) {
    this.store = store;
    this.id = id;
  }

  @Override
  public OutputStream openPayload(int index) throws IOException {
    StageFile file = store.stage(id, index);
    payloads.add(file);
    return new OpenEnded(file.output());
  }

  @Override
  public OutputStream openSignedEntity() throws IOException {
    signedEntity = store.stage(id, PayloadStore.COVERED_CONTENT);
    return new OpenEnded(signedEntity.output());
  }

  @Override
  public InputStream reopenPayload(int index) throws IOException {
    return reopen(payloads.get(index));
  }

  @Override
  public InputStream reopenSignedEntity() throws IOException {
    if (signedEntity == null) {
      throw new IllegalStateException("no signed entity was kept");
    }
    return reopen(signedEntity);
  }

  private static InputStream reopen(StageFile file) throws IOException {
    file.output().flush();
    return Files.newInputStream(file.path());
  }

  /** Makes all files and their names survive a power cut, and keeps a copy of the payloads. */
  void sync() throws IOException {
    List<StageFile> all = new ArrayList<>(payloads);
    if (signedEntity != null) {
      all.add(signedEntity);
    }
    store.keep(all);
  }

  /**
   * Chooses the name of the next payload in the inbox of a partner and holds it against other
   * messages until closed.
   *
   * @param isExact whether only the label itself will do
   * @return false if that is taken
   */
  boolean reserve(String partner, String label, boolean isExact, Predicate<String> isReserved)
      throws IOException {
    Optional<InboxName> name =
        isExact
            ? store.reserveExactName(partner, label, isReserved)
            : Optional.of(store.reserveInboxName(partner, label, isReserved));
    name.ifPresent(names::add);
    return name.isPresent();
  }

  /** The names held so far, {@code folder/name} below the inbox. */
  List<String> names() {
    return names.stream().map(InboxName::reference).toList();
  }

  /** To be called right before the commit: from here on recovery answers for the payloads. */
  void handOver() throws IOException {
    payloads.forEach(StageFile::handOver);
    if (signedEntity != null) {
      store.unstage(signedEntity);
    }
  }

  /** In place of {@link #handOver}, for what goes to no inbox: only the kept copies stay. */
  void keepOnly() throws IOException {
    for (StageFile payload : payloads) {
      store.unstage(payload);
    }
    if (signedEntity != null) {
      store.unstage(signedEntity);
    }
  }

  /** Keeps what came out of a refused message, in bounds, so that the cause can be explained. */
  void keepRefused() throws IOException {
    for (StageFile payload : payloads) {
      store.keepRefused(payload);
    }
    if (signedEntity != null) {
      store.keepRefused(signedEntity);
    }
  }

  @Override
  public void close() throws IOException {
    for (StageFile payload : payloads) {
      payload.close();
    }
    if (signedEntity != null) {
      signedEntity.close();
    }
    names.forEach(InboxName::close);
  }

  /** What the codec closes is complete, but still to be made durable: the file stays open. */
  private static final class OpenEnded extends FilterOutputStream {
    OpenEnded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
