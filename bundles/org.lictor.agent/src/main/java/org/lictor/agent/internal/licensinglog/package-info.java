/** What the vendor's licensing service writes into its log, where an administrator wants that read. */
package org.lictor.agent.internal.licensinglog;
