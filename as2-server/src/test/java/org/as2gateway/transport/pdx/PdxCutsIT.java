package org.as2gateway.transport.pdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to the synthetic server are cut after part of a file. */
class PdxCutsIT {
  private static final int HEAD_BYTES = 500; // less than what comes before the file

  /** The half of it is more than the buffers of a connection hold. */
  private static final String TEXT = "0123456789".repeat(3_000_000);

  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();
  private final PdxClient client = new PdxClient(new RequestBudget(clock), clock);
  private SyntheticPdx server;

  @BeforeEach
  void open() throws IOException {
    server =
        SyntheticPdx.open(
            folder.resolve("pdx"), 0, PdxSamples.USER, PdxSamples.PASSWORD, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private PdxAccount account(TcpProxy wire) throws IOException {
    return PdxSamples.account(folder, URI.create("http://127.0.0.1:" + wire.port()));
  }

  private static long after(int percent) {
    return HEAD_BYTES + (long) TEXT.length() * percent / 100;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 50, 99})
  void an_upload_that_was_cut_has_not_arrived_and_goes_again(int percent) throws Exception {
    try (TcpProxy wire = TcpProxy.countingUploads(server.url().getPort())) {
      wire.cutAfter(after(percent));
      PdxAccount account = account(wire);
      PdxFailure failure =
          catchThrowableOfType(
              PdxFailure.class, () -> client.upload(account, PdxSamples.upload("a", TEXT)));
      assertThat(failure.kind()).isEqualTo(PdxFailure.Kind.CONNECTION_BROKEN);
      if (percent < 99) { // else the end is on its way already, and only the list can tell
        assertThat(failure.isOutcomeUnknown()).isFalse();
      }
      assertThat(failure.text()).contains("closed the connection").contains("tries again");
      assertThat(server.uploads()).isEmpty();
      assertThat(client.upload(account, PdxSamples.upload("a", TEXT)).isSuccess()).isTrue();
      assertThat(wire.broken()).isEqualTo(1);
    }
    assertThat(server.uploads()).hasSize(1);
    assertThat(Files.readString(server.uploads().get(0).path())).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 50, 99})
  void a_download_that_was_cut_is_not_taken_and_comes_again(int percent) throws Exception {
    PdxSamples.offer(server, "extract.dat", TEXT);
    PdxFile file =
        client
            .extracts(PdxSamples.account(folder, server.url()), OptionalInt.empty())
            .files()
            .get(0);
    try (TcpProxy wire = TcpProxy.countingDownloads(server.url().getPort())) {
      wire.cutAfter(after(percent));
      PdxAccount account = account(wire);
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      PdxFailure failure =
          catchThrowableOfType(
              PdxFailure.class, () -> client.download(account, file, part, TEXT.length()));
      assertThat(failure.kind()).isEqualTo(PdxFailure.Kind.CONNECTION_BROKEN);
      assertThat(failure.text()).contains("tries again");
      assertThat(part.size()).isLessThan(TEXT.length());
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      PdxDownload download = client.download(account, file, whole, TEXT.length());
      assertThat(download.sha256()).isEqualTo(PdxSamples.sha256(PdxSamples.bytes(TEXT)));
      assertThat(wire.broken()).isEqualTo(1);
    }
  }
}
