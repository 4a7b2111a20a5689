package org.as2gateway.as2.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "10.0.0.0/8, 10.255.1.2, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.200, true",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:db8:1::7, true",
    "2001:db8::/32, 2001:db9::7, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fe80::1, fe80::1%eth0, true",
    "192.0.2.7, ::ffff:192.0.2.7, true",
    "192.0.2.7, unknown, false",
  })
  void contains_what_begins_with_the_same_bits(String range, String address, boolean isIn) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(isIn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "partner.example",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.0/33",
        "::/129",
        "192.0.2.0/",
        "192.0.2.0/x",
        "192.0.2.0/24/1",
        "1"
      })
  void a_name_or_half_an_address_is_none(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void equal_ranges_are_equal() {
    assertThat(AddressRange.parse("10.0.0.0/8"))
        .isEqualTo(AddressRange.parse(" 10.0.0.0/8 "))
        .isNotEqualTo(AddressRange.parse("10.0.0.0/9"));
  }
}
