package org.lictor.plugins.internal;

import java.io.File;
import java.net.URI;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.repository.artifact.spi.IArtifactUIServices;
import org.eclipse.equinox.p2.repository.metadata.spi.IInstallableUnitUIServices;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.TrustPolicy;

/** p2's own dialogs, which ask only when the policy is to ask. */
final class GuardedWindows extends UIServices implements IArtifactUIServices, IInstallableUnitUIServices {

	private final UIServices windows;
	private final Supplier<TrustPolicy> policy;

	/**
	 * @param windows p2's
	 * @param policy  of the installation, as it is when something is to be decided
	 */
	GuardedWindows(UIServices windows, Supplier<TrustPolicy> policy) {
		this.windows = windows;
		this.policy = policy;
	}

	@Override
	public TrustInfo getTrustInfo(Map<List<Certificate>, Set<IArtifactKey>> certificates, Map<PGPPublicKey, Set<IArtifactKey>> keys,
			Set<IArtifactKey> unsigned, Map<IArtifactKey, File> files) {
		TrustPolicy now = policy.get();
		if (now == TrustPolicy.ASK) {
			return windows instanceof IArtifactUIServices artifacts ? artifacts.getTrustInfo(certificates, keys, unsigned, files)
					: IArtifactUIServices.getTrustInfo(windows, certificates, keys, unsigned, files);
		}
		TrustCheck check = new TrustCheck(now, Doubts.REFUSED);
		TrustInfo decided = check.getTrustInfo(certificates, keys, unsigned, files);
		if (!check.refused().isEmpty()) {
			windows.showInformationMessage("Not trusted", "This installation does not trust what was to come, and its policy is to refuse that "
					+ "(Preferences > Lictor > Plug-ins).\n\n" + String.join("\n", check.refused().stream().map(Doubt::sentence).toList()), null);
		}
		return decided;
	}

	/** Asked about hosts that repositories come from, in a dialog of its own. */
	@Override
	public TrustAuthorityInfo getTrustAuthorityInfo(Map<URI, Set<IInstallableUnit>> units, Map<URI, List<Certificate>> certificates) {
		return windows instanceof IInstallableUnitUIServices asked ? asked.getTrustAuthorityInfo(units, certificates)
				: new TrustAuthorityInfo(units.keySet(), false, false);
	}

	@Override
	public TrustInfo getTrustInfo(Certificate[][] untrustedChain, String[] unsignedDetail) {
		return getTrustInfo(untrustedChain, Collections.emptyList(), unsignedDetail);
	}

	@Override
	public TrustInfo getTrustInfo(Certificate[][] chains, Collection<PGPPublicKey> keys, String[] unsignedDetail) {
		return windows.getTrustInfo(chains, keys, unsignedDetail);
	}

	@Override
	public AuthenticationInfo getUsernamePassword(String location) {
		return windows.getUsernamePassword(location);
	}

	@Override
	public AuthenticationInfo getUsernamePassword(String location, AuthenticationInfo previousInfo) {
		return windows.getUsernamePassword(location, previousInfo);
	}

	@Override
	public void showInformationMessage(String title, String text, String linkText) {
		windows.showInformationMessage(title, text, linkText);
	}
}
