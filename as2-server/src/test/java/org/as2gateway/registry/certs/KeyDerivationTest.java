package org.as2gateway.registry.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDerivationTest {
  private static byte[] scrypt(int cost, int blockSize, int lanes) throws CertsException {
    ScryptParams parameters = new ScryptParams("salt".getBytes(US_ASCII), cost, blockSize, lanes);
    return new KeyDerivation()
        .derive(
            new KeyDerivationFunc(MiscObjectIdentifiers.id_scrypt, parameters),
            "secret".getBytes(US_ASCII),
            32);
  }

  @Test
  void scrypt_as_openssl_uses_it_is_derived() throws CertsException {
    assertThat(scrypt(16_384, 8, 1)).hasSize(32);
  }

  @ParameterizedTest // RFC 7914 §6: a table of N blocks, and a block of each lane
  @CsvSource({"1048576, 8, 1", "2, 8, 600000", "2, 1, 1000000"})
  void scrypt_takes_at_most_64_mib(int cost, int blockSize, int lanes) {
    assertThatThrownBy(() -> scrypt(cost, blockSize, lanes))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("more than 64 MiB of memory");
  }

  @ParameterizedTest
  @CsvSource({"-2, -8, 1", "2, -1, -1", "16, 1, 0"})
  void scrypt_parameters_are_positive(int cost, int blockSize, int lanes) {
    assertThatThrownBy(() -> scrypt(cost, blockSize, lanes))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("not positive");
  }
}
