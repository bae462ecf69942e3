namespace FeedHandler.Journals;

/// <content>
/// How far a file goes that was written before the machine was started again. Of what the system had not put on its disk any page may be what it was before;
/// how far the bytes are those that were written the CRC says, at every point, at what was known to be on the disk, and at the last commit.
/// </content>
public sealed partial class JournalReader
{
    // Nothing is lost of what was written since the machine was started, and of what was closed and is on the disk.
    private static bool IsOnDisk(in JournalHeader header) =>
        (header.Boot != 0 && header.Boot == BootId.Current) || (header.Last.IsClosed != 0 && header.Synced.Bytes == header.Last.Bytes);

    // The farthest place whose CRC is right; the begin where none is.
    private JournalCommit Trusted()
    {
        JournalCommit best = new() { Bytes = JournalHeader.Bytes, LastSequence = FirstSequence - 1 };
        Crc32C crc = new(0);
        long readBytes = JournalHeader.Bytes;
        foreach (JournalCommit place in Places())
        {
            while (readBytes < place.Bytes)
            {
                int count = _file.ReadAt(readBytes, _buffer.AsSpan(0, (int)Math.Min(place.Bytes - readBytes, BufferBytes)));
                if (count <= 0) return best;
                crc.Add(_buffer.AsSpan(0, count));
                readBytes += count;
            }

            if (crc.Value == place.Crc) best = place;
        }

        return best;
    }

    private List<JournalCommit> Places()
    {
        List<JournalCommit> places = [_header.Last, _header.Synced];
        foreach (JournalPoint point in _header.Points)
            places.Add(new JournalCommit { Bytes = point.Offset, LastSequence = point.Sequence - 1, LastNs = point.TimeNs, Crc = point.Crc });
        places.RemoveAll(static place => place.Bytes < JournalHeader.Bytes);
        places.Sort(static (one, other) => one.Bytes != other.Bytes ? one.Bytes.CompareTo(other.Bytes) : one.IsClosed.CompareTo(other.IsClosed));
        return places;
    }
}
