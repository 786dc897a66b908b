package org.mailkeep.services;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.mailbox.MailOwners;
import org.mailkeep.queue.QueueOwners;
import org.mailkeep.store.api.BlobChunkCheck;
import org.mailkeep.store.api.BlobContentCheck;
import org.mailkeep.store.api.BlobLinkCheck;
import org.mailkeep.store.api.BlobObjectCheck;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.Verification;

/// All that can be verified of the stores: owners before what they own, so that what the mending of
/// one leaves is found by the next.
final class Checks {
  private Checks() {}

  static List<Verification.Check> of(InternalDirectory directory, Post post, DataBlobStore blobs) {
    List<Verification.Check> checks = new ArrayList<>();
    checks.add(directory.check());
    checks.add(post.mail().check());
    checks.add(post.queue().check());
    checks.add(new BlobLinkCheck(blobs, List.of(new MailOwners(), new QueueOwners())));
    checks.add(new BlobContentCheck(blobs));
    checks.add(new BlobChunkCheck(blobs));
    checks.add(new BlobObjectCheck(blobs));
    checks.add(post.fullText().check());
    return checks;
  }
}
