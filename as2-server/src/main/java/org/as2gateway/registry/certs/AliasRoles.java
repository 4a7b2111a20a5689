package org.as2gateway.registry.certs;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.KeyAbility;

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
   * @param ability what its key can do
   * @param said what the line {@code use:} says; empty without such a line
   */
  record Member(
      X509Certificate certificate,
      boolean isOwn,
      KeyAbility ability,
      Optional<Set<CertificateUse>> said) {
    /** Why its key cannot serve for what it is meant for. */
    private Stream<String> refusals(Set<CertificateUse> meant) {
      return meant.stream().sorted().flatMap(use -> ability.refusal(use).stream()).distinct();
    }
  }

  /**
   * What a certificate may serve for.
   *
   * @param isAuthority whether it serves for nothing but the chain
   * @param uses what it serves for
   * @param spare what its key usage does not allow, but it serves for where no other one does
   * @param warnings what an operator should know about it
   */
  record Role(
      boolean isAuthority,
      Set<CertificateUse> uses,
      Set<CertificateUse> spare,
      List<String> warnings) {
    Role {
      uses = Set.copyOf(uses);
      spare = Set.copyOf(spare);
      warnings = List.copyOf(warnings);
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
          member
              .said
              .map(said -> said(member, said, isAuthority))
              .orElseGet(() -> found(member, isAuthority)));
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

  private static Role said(Member member, Set<CertificateUse> said, boolean isAuthority) {
    List<String> warnings = new ArrayList<>();
    Set<CertificateUse> allowed = KeyUsages.of(member.certificate);
    String line = "the line 'use: %s' overrides that".formatted(CertificateLines.toText(said));
    if (isAuthority && !said.isEmpty()) {
      warnings.add("it is a CA certificate; " + line);
    } else if (!allowed.containsAll(said)) {
      warnings.add(allowedText(allowed) + "; " + line);
    }
    member.refusals(said).forEach(warnings::add);
    return new Role(said.isEmpty(), both(said, member.ability.uses()), Set.of(), warnings);
  }

  private static Role found(Member member, boolean isAuthority) {
    if (isAuthority) {
      return new Role(true, Set.of(), Set.of(), List.of());
    }
    Set<CertificateUse> allowed = KeyUsages.of(member.certificate);
    Set<CertificateUse> able = member.ability.uses();
    Set<CertificateUse> spare = EnumSet.copyOf(able);
    spare.removeAll(allowed);
    return new Role(false, both(allowed, able), spare, member.refusals(allowed).toList());
  }

  private static Set<CertificateUse> both(Set<CertificateUse> one, Set<CertificateUse> other) {
    return one.stream().filter(other::contains).collect(Collectors.toSet());
  }

  /** Lets certificates serve beyond their key usage where no other one of the alias does. */
  private void fill(List<Member> members) {
    EnumSet<CertificateUse> open = EnumSet.allOf(CertificateUse.class);
    members.forEach(member -> open.removeAll(of(member.certificate).uses));
    for (Member member : members) {
      Role role = of(member.certificate);
      Set<CertificateUse> gained = both(role.spare, open);
      if (!gained.isEmpty()) {
        roles.put(member.certificate, widened(member, role, gained));
      }
    }
  }

  private static Role widened(Member member, Role role, Set<CertificateUse> gained) {
    Set<CertificateUse> uses = EnumSet.copyOf(gained);
    uses.addAll(role.uses);
    Set<CertificateUse> spare = EnumSet.allOf(CertificateUse.class);
    spare.retainAll(role.spare);
    spare.removeAll(gained);
    List<String> warnings = new ArrayList<>(role.warnings);
    warnings.add(
        "%s; it is still used for %s because there is no other certificate for that"
            .formatted(allowedText(KeyUsages.of(member.certificate)), words(gained)));
    return new Role(false, uses, spare, warnings);
  }

  private static String allowedText(Set<CertificateUse> allowed) {
    return allowed.isEmpty()
        ? "its key usage allows neither signing nor encryption"
        : "its key usage allows only " + words(allowed);
  }

  private static String words(Set<CertificateUse> uses) {
    return uses.stream()
        .sorted()
        .map(CertificateUse::activity)
        .collect(Collectors.joining(" and "));
  }
}
