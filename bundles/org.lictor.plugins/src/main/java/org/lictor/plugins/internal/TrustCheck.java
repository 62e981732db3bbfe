package org.lictor.plugins.internal;

import java.io.File;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.repository.artifact.spi.IArtifactUIServices;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;

/** Answers p2 as the policy says when it finds what nobody trusted has signed. Without it p2 trusts everything. */
final class TrustCheck extends UIServices implements IArtifactUIServices {

	private final TrustPolicy policy;
	private final Doubts asked;
	private List<Doubt> refused = List.of();

	/**
	 * @param policy of the installation
	 * @param asked  when the policy is to ask
	 */
	TrustCheck(TrustPolicy policy, Doubts asked) {
		this.policy = policy;
		this.asked = asked;
	}

	/** @return what was, if anything */
	List<Doubt> refused() {
		return refused;
	}

	/** @throws ServiceException FORBIDDEN when something was refused */
	void passed() throws ServiceException {
		if (!refused.isEmpty()) {
			throw new ServiceException(Reason.FORBIDDEN, "Nothing was changed, because this installation does not trust what was to come. "
					+ refused.stream().map(Doubt::sentence).collect(Collectors.joining(" ")) + " "
					+ (policy == TrustPolicy.REFUSE
							? "Its policy is to refuse that: 'plugins trust add FILE' trusts the key of a vendor."
							: "'plugins trust add FILE' trusts the key of a vendor; --accept FINGERPRINT or --accept unsigned takes it this one time."));
		}
	}

	@Override
	public TrustInfo getTrustInfo(Map<List<Certificate>, Set<IArtifactKey>> certificates, Map<PGPPublicKey, Set<IArtifactKey>> keys,
			Set<IArtifactKey> unsigned, Map<IArtifactKey, File> files) {
		List<Doubt> doubts = new ArrayList<>();
		certificates.forEach((chain, artifacts) -> doubts.add(new Doubt(Optional.of(TrustedKeys.of((X509Certificate) chain.getFirst())),
				names(artifacts))));
		keys.forEach((key, artifacts) -> doubts.add(new Doubt(Optional.of(TrustedKeys.of(key, false)), names(artifacts))));
		if (!unsigned.isEmpty()) {
			doubts.add(new Doubt(Optional.empty(), names(unsigned)));
		}
		if (policy == TrustPolicy.ALLOW || policy == TrustPolicy.ASK && asked.accept(doubts)) {
			return new TrustInfo(certificates.keySet().stream().map(List::getFirst).toList(), keys.keySet(), false, true);
		}
		refused = doubts;
		return new TrustInfo(List.of(), List.of(), false, false);
	}

	private static List<String> names(Collection<IArtifactKey> artifacts) {
		return artifacts.stream().map(key -> key.getId() + " " + key.getVersion()).sorted().toList();
	}

	@Override
	public TrustInfo getTrustInfo(Certificate[][] untrustedChain, String[] unsignedDetail) {
		throw new UnsupportedOperationException("p2 asks with the artifacts");
	}

	@Override
	public AuthenticationInfo getUsernamePassword(String location) {
		return AUTHENTICATION_PROMPT_CANCELED;
	}

	@Override
	public AuthenticationInfo getUsernamePassword(String location, AuthenticationInfo previousInfo) {
		return AUTHENTICATION_PROMPT_CANCELED;
	}
}
