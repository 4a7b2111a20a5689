package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class As2VersionTest {
  @Test // draft-ietf-ediint-rfc4130bis §6.2: the value is that of the release
  void the_product_names_this_release() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(As2Version.V1_3.product()).contains("as2-gateway:" + version.group(1));
    assertThat(As2Version.V1_2.product()).isEmpty();
  }
}
