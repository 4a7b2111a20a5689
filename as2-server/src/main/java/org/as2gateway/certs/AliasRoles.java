package org.as2gateway.certs;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what each certificate of one alias may serve for: by the line {@code use:} above it;
 * where there is none, by the chain and the key usage. Sees all certificates of the alias at a
 * time, so that the order in which they came does not matter.
 */
final class AliasRoles {
  private final Map<X509Certificate, Role> roles = new LinkedHashMap<>();

  /**
   * A certificate of the alias.
   *
   * @param certificate the certificate
   * @param isOwn whether a private key of ours belongs to it
   * @param said what the line {@code use:} says; empty without such a line
   */
  record Member(X509Certificate certificate, boolean isOwn, Optional<Set<CertificateUse>> said) {}

  /**
   * What a certificate may serve for.
   *
   * @param isAuthority whether it serves for nothing but the chain
   * @param uses what it serves for
   * @param spare what its key usage does not allow, but it serves for where no other one does
   * @param warning what an operator should know about it
   */
  record Role(
      boolean isAuthority,
      Set<CertificateUse> uses,
      Set<CertificateUse> spare,
      Optional<String> warning) {
    Role {
      uses = Set.copyOf(uses);
      spare = Set.copyOf(spare);
    }
  }

  private AliasRoles() {}

  static AliasRoles of(Collection<Member> members) {
    AliasRoles decided = new AliasRoles();
    Set<X509Certificate> authorities =
        Issuers.among(members.stream().map(Member::certificate).toList());
    for (Member member : members) {
      boolean isAuthority = authorities.contains(member.certificate);
      decided.roles.put(
          member.certificate,
          member.said.isPresent()
              ? said(member.certificate, member.said.get(), isAuthority)
              : found(member.certificate, isAuthority));
    }
    decided.fill(members.stream().filter(Member::isOwn).toList());
    decided.fill(members.stream().filter(member -> !member.isOwn).toList());
    return decided;
  }

  Role of(X509Certificate certificate) {
    Role role = roles.get(certificate);
    if (role == null) {
      throw new IllegalArgumentException("the certificate is none of the alias");
    }
    return role;
  }

  private static Role said(
      X509Certificate certificate, Set<CertificateUse> uses, boolean isAuthority) {
    Optional<String> warning = Optional.empty();
    Set<CertificateUse> allowed = KeyUsages.of(certificate);
    if (isAuthority && !uses.isEmpty()) {
      warning =
          Optional.of(
              "it is the certificate of an authority; the line 'use: %s' overrides that"
                  .formatted(CertificateLines.toText(uses)));
    } else if (!allowed.containsAll(uses)) {
      warning =
          Optional.of(
              "%s; the line 'use: %s' overrides that"
                  .formatted(allowedText(allowed), CertificateLines.toText(uses)));
    }
    return new Role(uses.isEmpty(), uses, Set.of(), warning);
  }

  private static Role found(X509Certificate certificate, boolean isAuthority) {
    if (isAuthority) {
      return new Role(true, Set.of(), Set.of(), Optional.empty());
    }
    Set<CertificateUse> allowed = KeyUsages.of(certificate);
    Set<CertificateUse> spare = EnumSet.allOf(CertificateUse.class);
    spare.removeAll(allowed);
    return new Role(false, allowed, spare, Optional.empty());
  }

  /** Lets certificates serve beyond their key usage where no other one of the alias does. */
  private void fill(List<Member> members) {
    EnumSet<CertificateUse> open = EnumSet.allOf(CertificateUse.class);
    members.forEach(member -> open.removeAll(of(member.certificate).uses));
    for (Member member : members) {
      Role role = of(member.certificate);
      Set<CertificateUse> gained = EnumSet.noneOf(CertificateUse.class);
      gained.addAll(role.spare);
      gained.retainAll(open);
      if (!gained.isEmpty()) {
        roles.put(member.certificate, widened(role, gained));
      }
    }
  }

  private static Role widened(Role role, Set<CertificateUse> gained) {
    List<CertificateUse> all = new ArrayList<>(role.uses);
    all.addAll(gained);
    Set<CertificateUse> spare = EnumSet.allOf(CertificateUse.class);
    spare.removeAll(all);
    String warning =
        "%s; it is used for %s all the same, since there is no other certificate for that"
            .formatted(allowedText(role.uses), words(gained));
    return new Role(false, Set.copyOf(all), spare, Optional.of(warning));
  }

  private static String allowedText(Set<CertificateUse> allowed) {
    return allowed.isEmpty()
        ? "its key usage allows neither signing nor encryption"
        : "its key usage allows " + words(allowed) + " only";
  }

  private static String words(Set<CertificateUse> uses) {
    return uses.stream()
        .sorted()
        .map(CertificateUse::activity)
        .reduce((a, b) -> a + " and " + b)
        .orElse("");
  }
}
