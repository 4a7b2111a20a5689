package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.testkit.SizeLimits;
import org.junit.jupiter.api.Test;

class SizeTest {
  @Test
  void no_file_method_or_list_of_parameters_is_larger_than_contributing_says() throws IOException {
    assertThat(SizeLimits.exceededBelow(Path.of("src/main/java"))).isEmpty();
  }
}
