package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://as2_prod.acme.example:4080/as2 | http://as2_prod.acme.example:4080/as2"
            + " | as2_prod.acme.example | 4080",
        "https://my_host | https://my_host | my_host | 443",
        "HTTPS://As2.Acme.example/A | https://As2.Acme.example/A | As2.Acme.example | 443",
        "http://acme.example./as2 | http://acme.example./as2 | acme.example. | 80",
        "http://acme-.example/ | http://acme-.example/ | acme-.example | 80",
        "https://bücher.example/ä?ö=1 | https://xn--bcher-kva.example/%C3%A4?%C3%B6=1"
            + " | xn--bcher-kva.example | 443",
        "http://[::1]:8080/as2 | http://[::1]:8080/as2 | [::1] | 8080",
        "http://[fe80::1%25eth0]:1/ | http://[fe80::1%eth0]:1/ | [fe80::1%eth0] | 1",
        "http://10.0.0.1:65535 | http://10.0.0.1:65535 | 10.0.0.1 | 65535",
        "http://acme.example:/as2 | http://acme.example/as2 | acme.example | 80",
        "http://acme.example?x={y}^z | http://acme.example?x=%7By%7D%5Ez | acme.example | 80",
        "http://acme.example/a[1]?b[1] | http://acme.example/a%5B1%5D?b[1] | acme.example | 80",
      })
  void takes_what_can_be_connected_to(String typed, String normalised, String host, int port) {
    HttpUrl url = HttpUrl.parse(typed);
    assertThat(url.uri()).hasToString(normalised);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(HttpUrl.of(url.uri())).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "http:///x | no host name",
        "http://:8080/ | no host name",
        "https:/acme.example/ | two slashes",
        "http:\\\\acme.example\\as2 | backslash",
        "http://acme.example/a b | space",
        "http://acme .example/ | space",
        "http://acme.example:0/ | port",
        "http://acme.example:99999/ | port",
        "http://acme.example:99999999999999/ | port",
        "http://acme.example:abc/ | port",
        "http://::1/as2 | brackets",
        "http://[::1/as2 | IPv6",
        "http://[1::2::3]/ | IPv6",
        "http://[::1]x/ | IPv6",
        "http://a..b/ | single dots",
        "http://.acme.example/ | single dots",
        "http://acme.example../ | single dots",
        "http://ac!me.example/ | letters",
        "http://acme%2eexample/ | letters",
        "http://$properties.host$/as2 | letters",
        "http://127.1/ | four numbers",
        "http://1.2.3.4.5/ | four numbers",
        "http://256.1.1.1/ | four numbers",
        "http://010.0.0.1/ | four numbers",
        "http://straße.example/ | xn--",
        "http://a/%zz | %25",
        "http://a/#top | fragment",
        "http://${env:HOST}/as2 | gateway.yaml",
        "ftp://acme.example/ | expected a URL such as",
        "acme.example/as2 | expected a URL such as",
        "acme_host:4080 | expected a URL such as",
      })
  void refuses_the_rest_with_its_cause(String url, String cause) {
    assertThatThrownBy(() -> HttpUrl.parse(url.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a URL such as 'https://as2.partner.example/as2'")
        .hasMessageContaining(cause.strip());
  }

  @Test
  void refuses_user_and_password_without_repeating_them() {
    assertThatThrownBy(() -> HttpUrl.parse("https://joe:hunter2@my_host/"))
        .hasMessageContaining("gw.basic_user")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void host_header_names_the_port_only_where_the_url_does_and_never_a_zone() {
    assertThat(HttpUrl.parse("http://my_host/a").hostHeader()).isEqualTo("my_host");
    assertThat(HttpUrl.parse("https://h:443/a").hostHeader()).isEqualTo("h:443");
    assertThat(HttpUrl.parse("http://[fe80::1%25eth0]:99/").hostHeader()).isEqualTo("[fe80::1]:99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://MY_host/as2?x=1",
        "HTTPS://my_host:443/as2",
        "https://my_host./as2",
      })
  void the_same_place_is_scheme_host_port_and_path(String other) {
    HttpUrl registered = HttpUrl.parse("https://my_host/as2");
    assertThat(HttpUrl.parse(other).isSamePlace(registered)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://my_host/as2",
        "https://my_host:8443/as2",
        "https://my_host/as2/",
        "https://other_host/as2",
        "https://my_host.evil.example/as2",
      })
  void another_place_is_not_the_same(String other) {
    assertThat(HttpUrl.parse(other).isSamePlace(HttpUrl.parse("https://my_host/as2"))).isFalse();
  }

  @Test
  void what_is_no_url_is_found_nowhere() {
    assertThat(HttpUrl.find("http:///x")).isEqualTo(Optional.empty());
  }
}
