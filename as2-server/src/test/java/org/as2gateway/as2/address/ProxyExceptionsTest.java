package org.as2gateway.as2.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyExceptionsTest {
  private static final ProxyExceptions SOME =
      ProxyExceptions.parse("localhost, Host_1.example, *.internal.example, 10.0.0.0/8, ::1");

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST., true",
    "host_1.EXAMPLE, true",
    "a.internal.example, true",
    "a.b.internal.example., true",
    "internal.example, false",
    "xinternal.example, false",
    "10.1.2.3, true",
    "11.1.2.3, false",
    "[::1], true",
    "[::2], false",
    "10.example, false",
    "notlocalhost, false"
  })
  void names_and_addresses_are_matched_whole(String host, boolean isDirect) {
    assertThat(SOME.contains(host)).isEqualTo(isDirect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a b", "10.0.0", "10.0.0.0/33", "http://x", "x:80", "*.*.example"})
  void what_is_neither_name_nor_address_is_refused(String word) {
    assertThatThrownBy(() -> ProxyExceptions.parse("localhost," + word))
        .hasMessageContaining("'" + word + "' is none of them")
        .hasMessageContaining("expected host names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy:3128",
        "http://proxy",
        "http://proxy:0",
        "http://proxy:70000",
        "http://proxy:3128/path",
        "http://us:secret@proxy:3128",
        "https://proxy:3128",
        "socks5://proxy:1080",
        "http://[::x]:1",
        "http://pro\r\nxy:1"
      })
  void a_url_of_a_proxy_is_scheme_host_and_port(String url) {
    assertThatThrownBy(() -> ProxyUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("secret");
  }
}
