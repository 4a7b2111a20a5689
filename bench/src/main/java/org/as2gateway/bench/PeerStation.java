package org.as2gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.testkit.As2LibOptions;
import org.as2gateway.testkit.As2LibReceiver;
import org.as2gateway.testkit.As2LibSender;
import org.as2gateway.testkit.As2LibStation;

/** as2-lib's own receiver, storing files, and its own sender; nothing is made durable. */
final class PeerStation implements Station {
  private final As2LibReceiver receiver;
  private final As2LibSender sender;
  private final URI partnerUrl;
  private final Path folder;

  private PeerStation(As2LibStation station, URI partnerUrl) throws IOException {
    this.receiver = As2LibReceiver.start(station, As2LibOptions.defaults());
    this.sender = new As2LibSender(station);
    this.partnerUrl = partnerUrl;
    this.folder = station.folder();
  }

  static PeerStation open(Path folder, Keys keys, URI partnerUrl) throws IOException {
    return new PeerStation(
        new As2LibStation(
            folder.resolve("as2-lib"),
            Keys.OWN,
            keys.own(),
            Keys.PARTNER,
            keys.partner().certificate()),
        partnerUrl);
  }

  @Override
  public URI url() {
    return receiver.url();
  }

  @Override
  public int send(Path file, int count, int concurrency) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(concurrency);
    try {
      Callable<Boolean> once =
          () -> sender.send(partnerUrl, As2LibOptions.defaults(), file).isVerified();
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(once);
      }
      int verified = 0;
      for (Future<Boolean> result : threads.invokeAll(all)) {
        verified += result.get() ? 1 : 0;
      }
      return verified;
    } catch (ExecutionException e) {
      throw new IOException("as2-lib's sender failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void clean() throws IOException {
    Folders.deleteFiles(folder.resolve("received"));
  }

  @Override
  public void close() throws IOException {
    receiver.close();
  }
}
