/** What the vendor's licensing helper lists as registered on this host. */
package org.lictor.agent.internal.registrations;
