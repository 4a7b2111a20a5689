package org.as2gateway.as2.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "169.254.255.255",
        "::ffff:169.254.169.254",
        "::ffff:a9fe:a9fe",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "255.255.255.255",
        "224.0.0.1",
        "ff02::1"
      })
  void never_connects_to_link_local_metadata_and_group_addresses(String address) throws Exception {
    assertThat(AddressPolicy.isAllowed(InetAddress.getByName(address))).isFalse();
    assertThatThrownBy(() -> AddressPolicy.resolve(address))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageContaining("link-local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "fd12:3456::1",
        "169.253.1.1",
        "192.0.2.1",
        "2001:db8::1",
        "2002:c000:201::1",
        "64:ff9b::c000:201",
        "localhost"
      })
  void connects_to_loopback_private_and_public_addresses(String address) throws Exception {
    assertThat(AddressPolicy.resolve(address)).isNotEmpty();
  }
}
