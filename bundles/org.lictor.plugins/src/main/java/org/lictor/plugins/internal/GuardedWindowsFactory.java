package org.lictor.plugins.internal;

import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.core.spi.IAgentServiceFactory;
import org.lictor.service.TrustPolicy;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts the policy before p2's dialogs, where there are any: p2 takes the factory of the highest ranking. */
@Component(service = IAgentServiceFactory.class, property = { GuardedWindowsFactory.NAME + "=org.eclipse.equinox.p2.core.UIServices",
		"service.ranking:Integer=1" })
public final class GuardedWindowsFactory implements IAgentServiceFactory {

	/** Key of the service that a factory makes. */
	static final String NAME = "p2.agent.servicename";
	/** The factory of p2's dialogs. */
	static final String WINDOWS = "(component.name=org.eclipse.equinox.p2.ui.serviceuifactory)";

	private final BundleContext context;
	private final IAgentServiceFactory windows;

	/**
	 * @param context of this bundle
	 * @param windows make p2's dialogs
	 */
	@Activate
	public GuardedWindowsFactory(BundleContext context, @Reference(target = WINDOWS) IAgentServiceFactory windows) {
		this.context = context;
		this.windows = windows;
	}

	@Override
	public Object createService(IProvisioningAgent agent) {
		return new GuardedWindows((UIServices) windows.createService(agent),
				() -> TrustPreferences.of(agent, context).map(TrustPreferences::policy).orElse(TrustPolicy.ASK));
	}
}
