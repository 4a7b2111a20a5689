package org.as2gateway.as2.smime;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the Amazon Corretto Crypto Provider, whose native code makes RSA and EC several times
 * faster. It is optional: another processor, another C library or a failed self-test leaves the
 * work to the JDK.
 */
final class NativeProvider {
  /** System property that switches native cryptography off when it is {@code false}. */
  static final String SWITCH = "as2.crypto.native";

  private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);

  private NativeProvider() {}

  /** The provider, after its self-tests passed; empty if it is switched off or unfit. */
  static Optional<Provider> load() {
    if ("false".equalsIgnoreCase(System.getProperty(SWITCH))) {
      LOG.info("RSA, EC and AES-GCM use the JDK: '{}' is 'false'", SWITCH);
      return Optional.empty();
    }
    try {
      return tested(AmazonCorrettoCryptoProvider.INSTANCE);
    } catch (LinkageError e) {
      return unavailable("does not load: " + e.getClass().getSimpleName());
    }
  }

  private static Optional<Provider> tested(AmazonCorrettoCryptoProvider provider) {
    Throwable loadingError = provider.getLoadingError();
    if (loadingError != null) {
      return unavailable("does not load: " + loadingError.getClass().getSimpleName());
    }
    SelfTestStatus status = provider.runSelfTests();
    if (status != SelfTestStatus.PASSED) {
      return unavailable("failed its self-tests with status " + status);
    }
    LOG.info(
        "RSA, EC and AES-GCM use Amazon Corretto Crypto Provider {}", provider.getVersionStr());
    return Optional.of(provider);
  }

  private static Optional<Provider> unavailable(String reason) {
    LOG.info("RSA, EC and AES-GCM use the JDK: Amazon Corretto Crypto Provider {}", reason);
    return Optional.empty();
  }
}
