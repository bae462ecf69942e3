using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

/// <summary>The part of a capture that is in memory: what has been read of its stream and is not passed yet. Pinned, so that records lie still.</summary>
/// <param name="stream">The bytes of the capture, unpacked; disposed with this.</param>
/// <param name="bytesStart">How large it is before a record needs more.</param>
/// <param name="beforeWait">Called before each read of the stream, which may wait.</param>
internal sealed unsafe class CaptureWindow(Stream stream, int bytesStart, Action? beforeWait = null) : IDisposable
{
    private const int HeadBytes = 24; // of a classic pcap file's header; a smaller capture is a cut-off one
    private const int BytesMax = (int)PcapNgCursor.BlockBytesMax * 2;
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(bytesStart, pinned: true);
    private Stream _stream = stream;
    private long _offset;
    private int _length;
    private bool _isAtEnd;

    /// <summary>The window as if the whole file were in memory: the cursors ask for nothing in front of it and nothing behind it.</summary>
    internal MappedBytes Bytes => new((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes)) - _offset, _offset + _length);

    /// <summary>Why the stream could not be read to its end; nothing when it could.</summary>
    internal CaptureEnding Failure { get; private set; } = CaptureEnding.None;

    /// <summary>Reads the first bytes, by which the format is told.</summary>
    internal void FillHead()
    {
        while (_length < HeadBytes && TryFill(0))
        {
        }
    }

    /// <summary>Lets go what has been passed, and reads on.</summary>
    /// <param name="nextOffset">Bytes from the beginning of the capture to the first that is still needed.</param>
    /// <returns>False at the end of the stream.</returns>
    internal bool TryFill(long nextOffset)
    {
        if (_isAtEnd) return false;
        Compact(nextOffset);
        if (_length == _bytes.Length) Grow();
        int readCount = ReadMore(_bytes.AsSpan(_length));
        _length += readCount;
        _isAtEnd = readCount == 0;
        return !_isAtEnd;
    }

    /// <summary>Starts again with another stream of the same bytes.</summary>
    internal void Restart(Stream stream)
    {
        _stream.Dispose();
        _stream = stream;
        Forget();
    }

    /// <summary>Starts again where the stream is a file's.</summary>
    internal void Rewind()
    {
        ((FileBytes)_stream).Rewind();
        Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Forget() => (_offset, _length, _isAtEnd, Failure) = (0, 0, false, CaptureEnding.None);

    // A header that was announced and has not come yet lies behind the window.
    private void Compact(long nextOffset)
    {
        int passed = (int)Math.Clamp(nextOffset - _offset, 0, _length);
        if (passed == 0) return;
        _bytes.AsSpan(passed, _length - passed).CopyTo(_bytes);
        _offset += passed;
        _length -= passed;
    }

    private void Grow()
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Min(_bytes.Length * 2, BytesMax), pinned: true);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        _bytes = larger;
    }

    private int ReadMore(Span<byte> free)
    {
        beforeWait?.Invoke();
        try
        {
            return _stream.Read(free);
        }
        catch (EndOfStreamException failure)
        {
            Failure = new CaptureEnding(CaptureEnd.Truncated, _offset + _length, failure.Message);
        }
        catch (InvalidDataException failure)
        {
            Failure = new CaptureEnding(CaptureEnd.Corrupt, _offset + _length, failure.Message);
        }
        catch (IOException failure)
        {
            Failure = new CaptureEnding(CaptureEnd.Corrupt, _offset + _length, $"the bytes cannot be read: {failure.Message}");
        }

        return 0;
    }
}
