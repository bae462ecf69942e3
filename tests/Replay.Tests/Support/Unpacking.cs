namespace FeedHandler.Replay.Tests.Support;

/// <summary>Reads what unpacks to its end, or to what is wrong.</summary>
internal static class Unpacking
{
    private const int PortionBytes = 5000;

    /// <summary>All bytes in front of a fault, and the fault; null where there is none.</summary>
    /// <param name="reader">What unpacks; disposed.</param>
    public static (byte[] Bytes, Exception? Failure) ToEnd(Stream reader)
    {
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[PortionBytes];
        try
        {
            using (reader)
            {
                for (int length = reader.Read(buffer); length > 0; length = reader.Read(buffer)) unpacked.Write(buffer, 0, length);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            return (unpacked.ToArray(), failure);
        }

        return (unpacked.ToArray(), null);
    }
}
