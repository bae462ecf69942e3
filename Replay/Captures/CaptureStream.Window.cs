using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

public sealed unsafe partial class CaptureStream
{
    private const int HeadBytes = 24; // of a classic pcap file's header; a smaller capture is a cut-off one
    private const int WindowBytesStart = 1 << 20;
    private const int WindowBytesMax = (int)PcapNgCursor.BlockBytesMax * 2;

    private byte[] _window;
    private long _windowOffset;
    private int _windowLength;

    /// <summary>The window as if the whole file were in memory: the cursors ask for nothing in front of it and nothing behind it.</summary>
    private MappedBytes Bytes =>
        new((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_window)) - _windowOffset, _windowOffset + _windowLength);

    private long NextOffset => _format == CaptureFormat.Pcap ? _pcap.Offset : _pcapNg.Offset;

    /// <summary>Lets go what has been read, and reads on. False at the end of the stream.</summary>
    private bool TryFill()
    {
        if (_isAtEnd) return false;
        Compact();
        if (_windowLength == _window.Length) Grow();
        int readCount = ReadMore(_window.AsSpan(_windowLength));
        _windowLength += readCount;
        _isAtEnd = readCount == 0;
        return !_isAtEnd;
    }

    // A header that was announced and has not come yet lies behind the window.
    private void Compact()
    {
        int passed = (int)Math.Clamp(NextOffset - _windowOffset, 0, _windowLength);
        if (passed == 0) return;
        _window.AsSpan(passed, _windowLength - passed).CopyTo(_window);
        _windowOffset += passed;
        _windowLength -= passed;
    }

    private void Grow()
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Min(_window.Length * 2, WindowBytesMax), pinned: true);
        _window.AsSpan(0, _windowLength).CopyTo(larger);
        _window = larger;
    }

    private int ReadMore(Span<byte> free)
    {
        _beforeWait?.Invoke();
        try
        {
            return _stream.Read(free);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            _failure = new CaptureEnding(CaptureEnd.Corrupt, _windowOffset + _windowLength, $"the bytes cannot be read: {failure.Message}");
            return 0;
        }
    }
}
