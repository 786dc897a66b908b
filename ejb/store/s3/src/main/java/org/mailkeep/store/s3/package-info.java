/// Blobs in a bucket of S3, or of what speaks its protocol: Ceph, MinIO and others. An object for
/// each blob; a large one is sent in parts, so that no more than a part is held in memory.
@NullMarked
package org.mailkeep.store.s3;

import org.jspecify.annotations.NullMarked;
