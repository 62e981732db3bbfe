package org.lictor.server.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;

/** Whom nobody is kept from trusting. */
final class FakePluginTrusts implements PluginTrusts {

	static final TrustedKey KEY = new TrustedKey(TrustedKey.Kind.OPENPGP, "00FF", "Acme <keys@acme.example>", false);

	/** What was asked for. */
	final List<String> asked = new ArrayList<>();
	PluginTrust trust = new PluginTrust(TrustPolicy.ASK, List.of(KEY), List.of("mirror.example"), RemoteChange.TRUSTED);

	@Override
	public PluginTrust read() {
		return trust;
	}

	@Override
	public PluginTrust policy(TrustPolicy policy) {
		trust = new PluginTrust(policy, trust.keys(), List.of(), trust.remote());
		return trust;
	}

	@Override
	public PluginTrust add(byte[] file) throws ServiceException {
		String text = new String(file, StandardCharsets.UTF_8);
		if (!text.contains("KEY")) {
			throw new ServiceException(Reason.INVALID, "There is no key in it.");
		}
		asked.add("add " + text);
		return trust;
	}

	@Override
	public PluginTrust remove(String fingerprint) {
		asked.add("remove " + fingerprint);
		return trust;
	}

	@Override
	public PluginTrust allowHttp(String host) {
		asked.add("allow " + host);
		return trust;
	}

	@Override
	public PluginTrust forbidHttp(String host) {
		asked.add("forbid " + host);
		return trust;
	}

	@Override
	public PluginTrust remote(RemoteChange remote) {
		trust = new PluginTrust(trust.policy(), trust.keys(), trust.httpHosts(), remote);
		return trust;
	}
}
