package org.as2gateway.transport.sftp.ssh;

import java.util.List;
import java.util.function.Function;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.helpers.AbstractFactoryManager;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * The algorithms that we offer, best first, to servers and to clients. The library's own lists
 * include SHA-1 signatures; nothing here uses SHA-1 or CBC. AES-GCM comes before ChaCha20, which is
 * half as fast in Java.
 */
public final class SshAlgorithms {
  static {
    SshSecurity.prepare();
  }

  private static final List<BuiltinDHFactories> KEY_EXCHANGES =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.sntrup761x25519,
          BuiltinDHFactories.sntrup761x25519_openssh,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhg14_256);

  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.cc20p1305_openssh);

  private static final List<BuiltinMacs> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);

  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private SshAlgorithms() {}

  /**
   * Sets the lists of a client or server.
   *
   * @param exchange how that end makes a key exchange, {@code DH2KEX} of its builder
   */
  public static void offer(
      AbstractFactoryManager end, Function<DHFactory, KeyExchangeFactory> exchange) {
    end.setKeyExchangeFactories(
        KEY_EXCHANGES.stream().filter(BuiltinDHFactories::isSupported).map(exchange).toList());
    end.setCipherFactories(supported(CIPHERS));
    end.setMacFactories(supported(MACS));
    end.setSignatureFactories(signatures());
    end.setCompressionFactories(List.of(BuiltinCompressions.none));
  }

  /** Signatures by host keys and by the keys of who signs in, best first. */
  public static List<NamedFactory<Signature>> signatures() {
    return supported(SIGNATURES);
  }

  private static <T, F extends NamedFactory<T> & OptionalFeature> List<NamedFactory<T>> supported(
      List<F> factories) {
    return factories.stream()
        .filter(OptionalFeature::isSupported)
        .<NamedFactory<T>>map(factory -> factory)
        .toList();
  }
}
