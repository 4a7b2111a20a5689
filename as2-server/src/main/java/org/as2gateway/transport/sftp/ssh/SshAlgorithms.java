package org.as2gateway.transport.sftp.ssh;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
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
import org.apache.sshd.server.SshServer;

/**
 * The algorithms that we offer, best first, to servers and to clients. The library's own lists
 * include SHA-1 signatures; nothing here uses SHA-1 or CBC. ChaCha20 costs twice as much as AES in
 * Java: it comes last where we choose, and is not offered where clients choose.
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

  private static final List<BuiltinCiphers> AES =
      List.of(
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr);

  private static final List<BuiltinCiphers> ALL_CIPHERS =
      Stream.concat(AES.stream(), Stream.of(BuiltinCiphers.cc20p1305_openssh)).toList();

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

  /** A client of the library, to be set up and started. */
  public static SshClient newClient() {
    return SshClient.setUpDefaultClient();
  }

  /** A server of the library, to be set up and started. */
  public static SshServer newServer() {
    return SshServer.setUpDefaultServer();
  }

  /**
   * Sets the lists of a client, whose order decides.
   *
   * @param exchange {@code DH2KEX} of its builder
   */
  public static void offerToServers(
      AbstractFactoryManager client, Function<DHFactory, KeyExchangeFactory> exchange) {
    offer(client, exchange, ALL_CIPHERS);
  }

  /**
   * Sets the lists of a server. The client's order decides, and OpenSSH's begins with ChaCha20.
   *
   * @param exchange {@code DH2KEX} of its builder
   */
  public static void offerToClients(
      AbstractFactoryManager server, Function<DHFactory, KeyExchangeFactory> exchange) {
    offer(server, exchange, AES);
  }

  private static void offer(
      AbstractFactoryManager end,
      Function<DHFactory, KeyExchangeFactory> exchange,
      List<BuiltinCiphers> ciphers) {
    end.setKeyExchangeFactories(
        KEY_EXCHANGES.stream().filter(BuiltinDHFactories::isSupported).map(exchange).toList());
    end.setCipherFactories(supported(ciphers));
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
