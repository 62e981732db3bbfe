package org.lictor.workbench.internal.ui;

import java.net.URL;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;

/** The pictures in the folder icons. */
public final class Icons {

	private Icons() {
	}

	/**
	 * @param name of a picture: {@code server}
	 * @return that picture
	 */
	public static ImageDescriptor descriptor(String name) {
		URL url = Icons.class.getResource("/icons/" + name + ".svg");
		if (url == null) {
			throw new IllegalArgumentException("there is no icon " + name);
		}
		return ImageDescriptor.createFromURL(url);
	}

	/**
	 * @param name  of a picture
	 * @param owner as long as it lives the image may be used
	 * @return that image
	 */
	public static Image image(String name, Control owner) {
		ResourceManager resources = (ResourceManager) owner.getData(Icons.class.getName());
		if (resources == null) {
			resources = new LocalResourceManager(JFaceResources.getResources(owner.getDisplay()), owner);
			owner.setData(Icons.class.getName(), resources);
		}
		return resources.create(descriptor(name));
	}
}
