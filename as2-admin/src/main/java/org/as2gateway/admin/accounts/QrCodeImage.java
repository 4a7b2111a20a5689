package org.as2gateway.admin.accounts;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code (ISO/IEC 18004) as a path of SVG, in units of one module.
 *
 * @param size width and height, with the margin of four modules that readers need
 * @param path the dark modules, each run of a row as one rectangle
 */
public record QrCodeImage(int size, String path) {
  private static final int MARGIN = 4;

  /** The image of a text of up to some 2000 bytes. */
  public static QrCodeImage of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int width = darkModules(code, x, y);
        if (width > 0) {
          path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN);
          path.append('h').append(width).append("v1h-").append(width).append('z');
        }
        x += width + 1;
      }
    }
    return new QrCodeImage(code.size + 2 * MARGIN, path.toString());
  }

  /** How many are dark from there to the right; outside of the code none is. */
  private static int darkModules(QrCode code, int x, int y) {
    int end = x;
    while (code.getModule(end, y)) {
      end++;
    }
    return end - x;
  }
}
