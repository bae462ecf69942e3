using System.Buffers.Binary;

namespace FeedHandler.Dbn;

/// <content>How a file is opened, and how its bytes come.</content>
public sealed partial class DbnReader
{
    private const int BufferBytes = 1 << 18;
    private const int FirstPartBytes = 1 << 16;
    private readonly DbnInput? _input;
    private readonly byte[]? _buffer;

    private string Nothing => _input?.IsCutOff == true ? "the file is cut off in front of its first record" : "the file is empty";

    private DbnReader(DbnReaderOptions options, ReadOnlyMemory<byte> memory, DbnInput? input)
    {
        (_options, _window, _input, _isLast) = (options, memory, input, input is null);
        if (input is not null) _buffer = new byte[BufferBytes];
        Metadata = ReadMetadata();
        Version = Metadata?.Version ?? options.FragmentVersion;
        if (!DbnVersions.All.Has(Version)) throw new ArgumentException($"Version {Version} of a fragment cannot be read.", nameof(options));
        _lengths = RecordLengths.OfVersion(Version);
        _tsOutWords = Metadata?.HasTsOut ?? options.FragmentHasTsOut ? sizeof(ulong) / DbnHeader.WordBytes : 0;
    }

    /// <summary>Opens a file: plain or packed, which its first bytes tell.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is told of it; its name is the path.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DbnException">It is no DBN.</exception>
    public static DbnReader Open(string path, DbnReaderOptions? options = null)
    {
        options = (options ?? new DbnReaderOptions()) with { Name = path };
        bool isFragment = path.EndsWith(".frag", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".frag.zst", StringComparison.OrdinalIgnoreCase);
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return Open(stream, isFragment ? options with { IsFragment = true } : options);
    }

    /// <summary>Reads a stream: plain or packed, which its first bytes tell.</summary>
    /// <param name="stream">The bytes; disposed of with this, and when it cannot be read.</param>
    /// <param name="options">What is told of it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DbnException">It is no DBN.</exception>
    public static DbnReader Open(Stream stream, DbnReaderOptions? options = null)
    {
        options ??= new DbnReaderOptions();
        DbnInput? input = null;
        try
        {
            input = new DbnInput(stream, options);
            return new DbnReader(options, default, input);
        }
        catch
        {
            input?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads bytes where they are, which are not packed: nothing is copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="options">What is told of them.</param>
    /// <exception cref="DbnException">They are no DBN.</exception>
    public static DbnReader Over(ReadOnlyMemory<byte> bytes, DbnReaderOptions? options = null) => new(options ?? new DbnReaderOptions(), bytes, null);

    private DbnMetadata? ReadMetadata()
    {
        if (_options.IsFragment) return null;
        Span<byte> prelude = stackalloc byte[MetadataLayout.PreludeBytes];
        int count = Take(prelude);
        ReadOnlySpan<byte> magic = MetadataLayout.Magic;
        if (!prelude[..Math.Min(count, magic.Length)].SequenceEqual(magic))
            throw Wrong(count == 0 ? Nothing : $"it begins with {Convert.ToHexString(prelude[..count])} and is no DBN");
        if (count < prelude.Length) throw Wrong($"the file is cut off behind {count} bytes");
        byte version = prelude[magic.Length];
        if (!DbnVersions.All.Has(version)) throw Wrong($"version {version}: {DbnVersions.Oldest} to {DbnVersions.Newest} can be read");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prelude[(magic.Length + 1)..]);
        if (length > (uint)_options.MetadataBytesMax)
            throw Wrong(FormattableString.Invariant($"metadata of {length} bytes: {_options.MetadataBytesMax} are read at most"));
        return MetadataReader.Read(version, TakeMetadata((int)length), _options.Name);
    }

    // Memory is taken as bytes come: what the length says is not believed before.
    private byte[] TakeMetadata(int length)
    {
        byte[] bytes = new byte[Math.Min(length, FirstPartBytes)];
        int count = 0;
        while (count < length)
        {
            if (count == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            int taken = Take(bytes.AsSpan(count));
            count += taken;
            if (taken == 0) throw Wrong(FormattableString.Invariant($"the file is cut off within its metadata, of which {count} of {length} bytes are there"));
        }

        return bytes;
    }

    private int Take(Span<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length)
        {
            ReadOnlySpan<byte> left = _at < _window.Length ? _window.Span[_at..] : _isLast ? default : Refill();
            if (left.Length == 0) break;
            int taken = Math.Min(left.Length, bytes.Length - count);
            left[..taken].CopyTo(bytes[count..]);
            (_at, count) = (_at + taken, count + taken);
        }

        return count;
    }

    // What is left moves to the begin of the buffer, and more comes behind it.
    private ReadOnlySpan<byte> Refill()
    {
        byte[] buffer = _buffer!;
        int count = _window.Length - _at;
        _window.Span[_at..].CopyTo(buffer);
        (_windowOffset, _at) = (_windowOffset + _at, 0);
        while (!_isLast && count < RecordBytesMax)
        {
            int read = _input!.Read(buffer.AsSpan(count));
            _isLast = read == 0;
            count += read;
        }

        _window = buffer.AsMemory(0, count);
        return buffer.AsSpan(0, count);
    }

    private DbnException Wrong(string reason) => new(_options.Name, Offset, reason);
}
