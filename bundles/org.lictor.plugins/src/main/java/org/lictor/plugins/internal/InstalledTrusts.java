package org.lictor.plugins.internal;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.spi.IAgentServiceFactory;
import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** Whom the installation trusts: in p2's profile, changed as plug-ins are. */
@Component(service = PluginTrusts.class)
public final class InstalledTrusts implements PluginTrusts {

	private static final Pattern HOST = Pattern.compile("[\\p{Alnum}](?:[\\p{Alnum}.-]*[\\p{Alnum}])?|\\[[0-9a-fA-F:.]+\\]");

	private final Installation installation;
	private final BundleContext context;
	private final Optional<IProvisioningAgent> shared;

	/**
	 * @param context      of this bundle
	 * @param installation that is read and changed
	 * @param windows      p2's dialogs, if there are any
	 * @param agent        that they work with: it keeps in memory what it once read, so that where they are nobody else writes
	 */
	@Activate
	public InstalledTrusts(BundleContext context, @Reference Installation installation,
			@Reference(target = GuardedWindowsFactory.WINDOWS, cardinality = ReferenceCardinality.OPTIONAL) IAgentServiceFactory windows,
			@Reference(cardinality = ReferenceCardinality.OPTIONAL) IProvisioningAgent agent) {
		this.context = context;
		this.installation = installation;
		this.shared = windows == null ? Optional.empty() : Optional.ofNullable(agent);
	}

	private Optional<TrustPreferences> shared() {
		return shared.flatMap(agent -> TrustPreferences.of(agent, context));
	}

	/** A change. */
	private interface Edit {

		void make(TrustPreferences trust) throws ServiceException;
	}

	@Override
	public PluginTrust read() throws ServiceException {
		Optional<TrustPreferences> direct = shared();
		return direct.isPresent() ? direct.get().all() : installation.read((p2, copy) -> p2.trust().all());
	}

	@Override
	public PluginTrust policy(TrustPolicy policy) throws ServiceException {
		return change(trust -> trust.policy(policy));
	}

	@Override
	public PluginTrust add(byte[] file) throws ServiceException {
		List<PGPPublicKey> keys = TrustedKeys.openPgp(file);
		List<X509Certificate> certificates = keys.isEmpty() ? TrustedKeys.certificates(file) : List.of();
		if (keys.isEmpty() && certificates.isEmpty()) {
			throw new ServiceException(Reason.INVALID, "There is neither an OpenPGP public key nor an X.509 certificate in it.");
		}
		return change(trust -> trust.add(keys, certificates));
	}

	@Override
	public PluginTrust remove(String fingerprint) throws ServiceException {
		String wanted = TrustedKeys.plain(fingerprint);
		return change(trust -> {
			TrustedKey key = trust.all().keys().stream().filter(each -> each.fingerprint().equals(wanted)).findAny()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "No key with the fingerprint '" + fingerprint
							+ "' is trusted. 'plugins trust list' shows those that are."));
			if (key.ofProduct()) {
				throw new ServiceException(Reason.FORBIDDEN, "The key of '" + key.owner() + "' came with the product and stays.");
			}
			trust.remove(key);
		});
	}

	@Override
	public PluginTrust allowHttp(String host) throws ServiceException {
		if (!HOST.matcher(host).matches()) {
			throw new ServiceException(Reason.INVALID, "'" + host + "' is no name of a host. Give it without http:// and without a port.");
		}
		return change(trust -> {
			Set<String> hosts = trust.httpHosts();
			hosts.add(host.toLowerCase(Locale.ROOT));
			trust.httpHosts(hosts);
		});
	}

	@Override
	public PluginTrust forbidHttp(String host) throws ServiceException {
		return change(trust -> {
			Set<String> hosts = trust.httpHosts();
			if (!hosts.remove(host.toLowerCase(Locale.ROOT))) {
				throw new ServiceException(Reason.NOT_FOUND, "'" + host + "' was not allowed. 'plugins trust list' shows those that are.");
			}
			trust.httpHosts(hosts);
		});
	}

	@Override
	public PluginTrust remote(RemoteChange remote) throws ServiceException {
		return change(trust -> trust.remote(remote));
	}

	private PluginTrust change(Edit edit) throws ServiceException {
		Optional<TrustPreferences> direct = shared();
		if (direct.isPresent()) {
			edit.make(direct.get());
			return direct.get().all();
		}
		return installation.change((p2, copy) -> {
			TrustPreferences trust = p2.trust();
			edit.make(trust);
			return trust.all();
		}, trust -> true);
	}
}
