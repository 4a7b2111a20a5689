package org.as2gateway.admin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class QrCodeImageTest {
  private static final String URI =
      "otpauth://totp/AS2%20gateway:tess?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
          + "&issuer=AS2%20gateway&algorithm=SHA1&digits=6&period=30";
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  @Test
  void every_dark_module_of_the_code_is_drawn_and_no_other() {
    QrCodeImage image = QrCodeImage.of(URI);
    boolean[][] drawn = drawn(image);

    QrCode code = QrCode.encodeText(URI, QrCode.Ecc.MEDIUM);
    assertThat(image.size()).isEqualTo(code.size + 8);
    for (int y = 0; y < image.size(); y++) {
      for (int x = 0; x < image.size(); x++) {
        boolean isDark = code.getModule(x - 4, y - 4); // false outside of the code: its margin
        assertThat(drawn[y][x]).as("module %d,%d", x, y).isEqualTo(isDark);
      }
    }
  }

  private static boolean[][] drawn(QrCodeImage image) {
    boolean[][] drawn = new boolean[image.size()][image.size()];
    assertThat(RUN.matcher(image.path()).replaceAll("")).isEmpty();
    for (MatchResult run : RUN.matcher(image.path()).results().toList()) {
      assertThat(run.group(4)).as("the way back of %s", run.group()).isEqualTo(run.group(3));
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        drawn[Integer.parseInt(run.group(2))][Integer.parseInt(run.group(1)) + i] = true;
      }
    }
    return drawn;
  }

  @Test
  void codes_of_different_texts_differ() {
    assertThat(QrCodeImage.of(URI).path()).isNotEqualTo(QrCodeImage.of(URI + "0").path());
  }
}
