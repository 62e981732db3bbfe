package org.lictor.plugins.internal;

import java.util.Set;

import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.spi.IAgentServiceFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Has p2 reach hosts without encryption only by name, in its own dialogs and applications too. */
@Component(service = IAgentServiceFactory.class, property = {
		GuardedWindowsFactory.NAME + "=org.eclipse.equinox.internal.p2.repository.Transport", "service.ranking:Integer=1" })
public final class NamedHttpHostsFactory implements IAgentServiceFactory {

	private final BundleContext context;

	/** @param context of this bundle */
	@Activate
	public NamedHttpHostsFactory(BundleContext context) {
		this.context = context;
	}

	@Override
	public Object createService(IProvisioningAgent agent) {
		return new NamedHttpHosts(agent, () -> TrustPreferences.of(agent, context).map(TrustPreferences::httpHosts).orElse(Set.of()));
	}
}
