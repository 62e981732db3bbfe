package org.lictor.agent.internal;
