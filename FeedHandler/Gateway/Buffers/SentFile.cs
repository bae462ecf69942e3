using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Buffers;

/// <summary>
/// A file that connections send from: who has it counts, and with the last one it is closed. It belongs to one loop's thread, which opened it. It may be
/// deleted or grow meanwhile; what is sent of it must not change.
/// </summary>
/// <param name="file">The file, which whoever made this has once.</param>
public sealed class SentFile(SharedFile file)
{
    private int _referenceCount = 1;

    /// <summary>How many have it.</summary>
    public int ReferenceCount => _referenceCount;

    internal SharedFile File => file;

    /// <summary>One more has it.</summary>
    public void Retain() => _referenceCount++;

    /// <summary>One less has it; with the last one it is closed.</summary>
    /// <exception cref="InvalidOperationException">Nobody had it.</exception>
    public void Release()
    {
        if (_referenceCount <= 0) throw new InvalidOperationException("A file was released more often than it was taken.");
        if (--_referenceCount == 0) file.Dispose();
    }
}
