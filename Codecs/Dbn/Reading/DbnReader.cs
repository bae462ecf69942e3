using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>
/// Reads records of DBN, versions 1 to 3, plain or packed with zstd, one after the other where they lie. Takes a buffer and nothing after it. Records of types
/// that are not known are passed over and counted. An end in the middle of a record is told by <see cref="LeftoverBytes"/>, as a file that is still
/// being written has one; everything else that is wrong is a <see cref="DbnException"/>.
/// </summary>
public sealed partial class DbnReader : IDisposable
{
    private const int RecordBytesMax = byte.MaxValue * DbnHeader.WordBytes;
    private readonly DbnReaderOptions _options;
    private readonly byte[] _lengths;
    private readonly int _tsOutWords;
    private ReadOnlyMemory<byte> _window;
    private long _windowOffset;
    private int _at;
    private bool _isLast;

    /// <summary>What the file says of itself; null of a fragment.</summary>
    public DbnMetadata? Metadata { get; }

    /// <summary>The version of the format.</summary>
    public byte Version { get; }

    /// <summary>Whether each record has the time at which a server sent it.</summary>
    public bool HasTsOut => _tsOutWords > 0;

    /// <summary>How many records were read.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How many records of types that are not known were passed over.</summary>
    public long UnknownCount { get; private set; }

    /// <summary>Where the next record begins, in unpacked bytes.</summary>
    public long Offset => _windowOffset + _at;

    /// <summary>How many bytes stand behind the last whole record, once there are no more; not 0 where the file is cut off.</summary>
    public int LeftoverBytes { get; private set; }

    /// <summary>Whether the file ends in the middle of a record, or of what is packed.</summary>
    public bool IsCutOff => LeftoverBytes > 0 || _input?.IsCutOff == true;

    /// <summary>Reads the next record.</summary>
    /// <param name="record">The record; valid until the next one is read.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DbnException">The bytes are no record, or what is packed is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool TryRead(out DbnRecord record)
    {
        while (true)
        {
            ReadOnlySpan<byte> left = _window.Span[_at..];
            if (left.Length < RecordBytesMax && !_isLast) left = Refill();
            int length = left.Length > 0 ? left[0] * DbnHeader.WordBytes : 0;
            if (left.Length < DbnHeader.Bytes || length > left.Length) return End(left.Length, out record);
            int expected = _lengths[left[1]];
            if (expected != 0 && expected + _tsOutWords == left[0])
            {
                _at += length;
                RecordCount++;
                record = new DbnRecord(left[..length], Version, HasTsOut);
                return true;
            }

            if (expected != 0 || length < DbnHeader.Bytes) throw WrongLength(left[1], left[0], expected);
            _at += length;
            UnknownCount++;
        }
    }

    /// <summary>Accepts a file that was read to its end and is whole.</summary>
    /// <exception cref="DbnException">It is cut off.</exception>
    public void RequireWhole()
    {
        if (!IsCutOff) return;
        throw new DbnException(_options.Name, Offset, $"the file is cut off: {LeftoverBytes} bytes are left behind the last whole record");
    }

    /// <inheritdoc/>
    public void Dispose() => _input?.Dispose();

    private bool End(int leftCount, out DbnRecord record)
    {
        LeftoverBytes = leftCount;
        record = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DbnException WrongLength(byte type, byte words, int expected) => new(_options.Name, Offset, expected == 0
        ? FormattableString.Invariant($"a record of {words * DbnHeader.WordBytes} bytes, which is less than its head")
        : FormattableString.Invariant($"a record of type 0x{type:X2} has {words * DbnHeader.WordBytes} bytes; in version {Version} it has ")
            + FormattableString.Invariant($"{(expected + _tsOutWords) * DbnHeader.WordBytes}"));
}
