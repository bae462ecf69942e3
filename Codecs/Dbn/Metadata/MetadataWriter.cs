using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FeedHandler.Dbn;

/// <summary>Writes metadata.</summary>
internal static class MetadataWriter
{
    private const int LengthOffset = 4;

    /// <summary>The bytes of metadata, with what stands in front of them.</summary>
    /// <param name="metadata">What they say.</param>
    /// <exception cref="ArgumentException">It cannot be said in its version.</exception>
    public static ReadOnlySpan<byte> Write(DbnMetadata metadata)
    {
        if (!DbnVersions.All.Has(metadata.Version))
            throw new ArgumentException($"Version {metadata.Version} cannot be written: {DbnVersions.Oldest} to {DbnVersions.Newest} can.", nameof(metadata));
        ArrayBufferWriter<byte> output = new();
        output.Write(MetadataLayout.Magic);
        Put(output, metadata.Version);
        Put(output, 0u); // the length, which is known at the end
        WriteFixed(output, metadata);
        int symbolBytes = DbnMetadata.SymbolBytes(metadata.Version);
        foreach (IReadOnlyList<string> symbols in (IReadOnlyList<string>[])[metadata.Symbols, metadata.Partial, metadata.NotFound])
        {
            Put(output, (uint)symbols.Count);
            foreach (string symbol in symbols) PutSymbol(output, symbol, symbolBytes);
        }

        WriteMappings(output, metadata.Mappings, symbolBytes);
        return Complete(output, metadata.Version);
    }

    private static void WriteFixed(ArrayBufferWriter<byte> output, DbnMetadata metadata)
    {
        bool isOldest = metadata.Version == DbnVersions.Oldest;
        PutText(output, metadata.Dataset, MetadataLayout.DatasetBytes, MetadataLayout.DatasetBytes);
        Put(output, (ushort)metadata.Schema);
        Put(output, metadata.Start);
        Put(output, metadata.End);
        Put(output, metadata.Limit);
        if (isOldest) Put(output, metadata.RecordCount);
        Put(output, (byte)metadata.SymbolTypeIn);
        Put(output, (byte)metadata.SymbolTypeOut);
        Put(output, metadata.HasTsOut ? (byte)1 : (byte)0);
        if (!isOldest) Put(output, (ushort)DbnMetadata.SymbolBytes(metadata.Version));
        PutZeros(output, MetadataLayout.PreludeBytes + MetadataLayout.FixedBytes - output.WrittenCount);
        Put(output, 0u); // the length of the schema's definition
    }

    private static void WriteMappings(ArrayBufferWriter<byte> output, IReadOnlyList<DbnMapping> mappings, int symbolBytes)
    {
        Put(output, (uint)mappings.Count);
        foreach (DbnMapping mapping in mappings)
        {
            PutSymbol(output, mapping.Symbol, symbolBytes);
            Put(output, (uint)mapping.Intervals.Count);
            foreach (DbnMappingInterval interval in mapping.Intervals)
            {
                Put(output, MetadataLayout.NumberOf(interval.Start));
                Put(output, MetadataLayout.NumberOf(interval.End));
                PutSymbol(output, interval.Symbol, symbolBytes);
            }
        }
    }

    private static Span<byte> Complete(ArrayBufferWriter<byte> output, byte version)
    {
        int length = output.WrittenCount - MetadataLayout.PreludeBytes;
        if (version >= MetadataLayout.AlignedVersion) PutZeros(output, -length & (MetadataLayout.Alignment - 1));
        byte[] bytes = output.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(LengthOffset), (uint)(bytes.Length - MetadataLayout.PreludeBytes));
        return bytes;
    }

    private static void PutSymbol(ArrayBufferWriter<byte> output, string symbol, int symbolBytes) => PutText(output, symbol, symbolBytes, symbolBytes - 1);

    private static void PutText(ArrayBufferWriter<byte> output, string text, int fieldBytes, int bytesMax)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        if (length > bytesMax) throw new ArgumentException($"'{text}' has {length} bytes, and there is room for {bytesMax}.", nameof(text));
        Encoding.UTF8.GetBytes(text, output.GetSpan(length));
        output.Advance(length);
        PutZeros(output, fieldBytes - length);
    }

    private static void PutZeros(ArrayBufferWriter<byte> output, int count)
    {
        output.GetSpan(count)[..count].Clear();
        output.Advance(count);
    }

    private static void Put<T>(ArrayBufferWriter<byte> output, T value)
        where T : IBinaryInteger<T> => output.Advance(value.WriteLittleEndian(output.GetSpan(sizeof(ulong))));
}
