package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;

/** An unsigned entity that takes its own MICs while it writes itself. */
final class DigestedEntity implements Entity {
  private final Entity inner;
  private final Digests body;
  private final Digests whole;
  private final OutputStream copy;

  /**
   * An entity whose body is digested.
   *
   * @param copy takes the body too
   */
  DigestedEntity(
      Entity inner, List<MicAlgorithm> algorithms, CryptoProviders providers, OutputStream copy) {
    this.inner = inner;
    this.copy = copy;
    this.body = new Digests(algorithms, providers);
    this.whole = new Digests(algorithms, providers);
  }

  @Override
  public Headers headers() {
    return inner.headers();
  }

  @Override
  public void writeBody(OutputStream out) throws IOException {
    whole.update(headers().toBlock());
    inner.writeBody(
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
          }

          @Override
          public void write(byte[] octets, int offset, int length) throws IOException {
            body.update(octets, offset, length);
            whole.update(octets, offset, length);
            copy.write(octets, offset, length);
            out.write(octets, offset, length);
          }
        });
  }

  /**
   * MICs over the body alone or over headers and body, those of the other kind behind them if
   * wanted.
   */
  List<Mic> mics(boolean isWrapped) {
    List<Mic> mics = new ArrayList<>();
    if (!isWrapped) {
      mics.addAll(body.mics());
    }
    mics.addAll(whole.mics());
    return mics;
  }
}
