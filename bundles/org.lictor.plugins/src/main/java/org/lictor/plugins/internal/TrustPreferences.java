package org.lictor.plugins.internal;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.equinox.internal.p2.artifact.processors.pgp.PGPPublicKeyStore;
import org.eclipse.equinox.internal.p2.engine.phases.CertificateChecker;
import org.eclipse.equinox.p2.core.IAgentLocation;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.ProfileScope;
import org.lictor.service.PluginTrust;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;
import org.osgi.framework.BundleContext;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Whom p2 trusts, in the preferences of its profile: keys and 'trust always' where p2 and its page of preferences have them,
 * the rest beside them.
 */
final class TrustPreferences {

	private static final String NODE = "org.lictor.plugins";
	private static final String POLICY = "trust.policy";
	private static final String HTTP = "http.hosts";
	private static final String REMOTE = "remote.change";

	private final IEclipsePreferences own;
	private final CertificateChecker p2;

	/**
	 * @param agent   of p2
	 * @param profile what is installed
	 */
	TrustPreferences(IProvisioningAgent agent, IProfile profile) {
		this.own = new ProfileScope(agent.getService(IAgentLocation.class), profile.getProfileId()).getNode(NODE);
		this.p2 = new CertificateChecker(agent);
		p2.setProfile(profile);
	}

	/**
	 * @param agent   of p2
	 * @param context knows the name of the profile
	 * @return those of the installation; empty when nothing says what is installed
	 */
	static Optional<TrustPreferences> of(IProvisioningAgent agent, BundleContext context) {
		return Optional.ofNullable(context.getProperty("eclipse.p2.profile"))
				.map(name -> agent.getService(IProfileRegistry.class).getProfile(name)).map(profile -> new TrustPreferences(agent, profile));
	}

	PluginTrust all() {
		return new PluginTrust(policy(), Stream.of(
				p2.getPreferenceTrustedKeys().all().stream().filter(PGPPublicKey::isMasterKey).map(key -> TrustedKeys.of(key, false)),
				p2.getPreferenceTrustedCertificates().stream().map(X509Certificate.class::cast).map(TrustedKeys::of),
				p2.getContributedTrustedKeys().keySet().stream().filter(PGPPublicKey::isMasterKey).map(key -> TrustedKeys.of(key, true)))
				.flatMap(keys -> keys).sorted(Comparator.comparing(TrustedKey::owner).thenComparing(TrustedKey::fingerprint)).toList(),
				List.copyOf(httpHosts()), remote());
	}

	TrustPolicy policy() {
		return p2.isTrustAlways() ? TrustPolicy.ALLOW
				: own.get(POLICY, "").equals(TrustPolicy.REFUSE.name()) ? TrustPolicy.REFUSE : TrustPolicy.ASK;
	}

	void policy(TrustPolicy policy) throws ServiceException {
		own.put(POLICY, policy.name());
		flush();
		check(p2.setTrustAlways(policy == TrustPolicy.ALLOW));
	}

	RemoteChange remote() {
		String set = own.get(REMOTE, "");
		return Stream.of(RemoteChange.values()).filter(each -> each.name().equals(set)).findAny().orElse(RemoteChange.TRUSTED);
	}

	void remote(RemoteChange remote) throws ServiceException {
		own.put(REMOTE, remote.name());
		flush();
	}

	void add(Collection<PGPPublicKey> keys, Collection<? extends Certificate> certificates) throws ServiceException {
		PGPPublicKeyStore store = p2.getPreferenceTrustedKeys();
		keys.forEach(store::addKey);
		check(p2.persistTrustedKeys(store));
		check(p2.persistTrustedCertificates(Stream.concat(p2.getPreferenceTrustedCertificates().stream(), certificates.stream()).distinct()
				.toList()));
	}

	/** @param key one of {@link #all} */
	void remove(TrustedKey key) throws ServiceException {
		PGPPublicKeyStore store = new PGPPublicKeyStore();
		p2.getPreferenceTrustedKeys().all().stream().filter(each -> !TrustedKeys.belongsTo(each, key)).forEach(store::addKey);
		check(p2.persistTrustedKeys(store));
		check(p2.persistTrustedCertificates(p2.getPreferenceTrustedCertificates().stream()
				.filter(each -> !TrustedKeys.of((X509Certificate) each).equals(key)).toList()));
	}

	/** @return names, lower case */
	Set<String> httpHosts() {
		Set<String> hosts = new TreeSet<>();
		Stream.of(own.get(HTTP, "").split(" ")).filter(host -> !host.isEmpty()).map(host -> host.toLowerCase(Locale.ROOT)).forEach(hosts::add);
		return hosts;
	}

	void httpHosts(Set<String> hosts) throws ServiceException {
		own.put(HTTP, String.join(" ", hosts));
		flush();
	}

	private void flush() throws ServiceException {
		try {
			own.flush();
		} catch (BackingStoreException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "Whom this installation trusts cannot be written: " + e.getMessage() + ".", e);
		}
	}

	private static void check(IStatus status) throws ServiceException {
		if (!status.isOK()) {
			throw new ServiceException(Reason.UNAVAILABLE, "Whom this installation trusts cannot be written: " + Statuses.words(status));
		}
	}
}
