/** What a wizard needs to let a person sign in to Autodesk with a browser. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.lictor.adapter.autodesk.signin;
