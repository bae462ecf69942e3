namespace FeedHandler.Dbn;

/// <summary>Reads metadata.</summary>
internal static class MetadataReader
{
    private const int SymbolBytesMax = 1024;
    private const int CountBytes = 4;
    private const int DayBytes = 4;

    /// <summary>Reads metadata.</summary>
    /// <param name="version">The version of the format.</param>
    /// <param name="bytes">All of them, without what stands in front.</param>
    /// <param name="source">The file.</param>
    /// <exception cref="DbnException">They are wrong.</exception>
    public static DbnMetadata Read(byte version, ReadOnlySpan<byte> bytes, string source)
    {
        MetadataCursor cursor = new(bytes, source);
        DbnMetadata metadata = ReadFixed(version, ref cursor, out int symbolBytes);
        return metadata with
        {
            Symbols = ReadSymbols(ref cursor, symbolBytes, "symbols"),
            Partial = ReadSymbols(ref cursor, symbolBytes, "symbols of a part of the time"),
            NotFound = ReadSymbols(ref cursor, symbolBytes, "symbols that were not found"),
            Mappings = ReadMappings(ref cursor, symbolBytes),
        };
    }

    private static DbnMetadata ReadFixed(byte version, ref MetadataCursor cursor, out int symbolBytes)
    {
        bool isOldest = version == DbnVersions.Oldest;
        DbnMetadata metadata = new()
        {
            Version = version,
            Dataset = cursor.TakeText(MetadataLayout.DatasetBytes, "the dataset"),
            Schema = (DbnSchema)cursor.TakeUInt16("the schema"),
            Start = cursor.TakeUInt64("the start"),
            End = cursor.TakeUInt64("the end"),
            Limit = cursor.TakeUInt64("the limit"),
            RecordCount = isOldest ? cursor.TakeUInt64("the number of records") : ulong.MaxValue,
            SymbolTypeIn = (DbnSymbolType)cursor.TakeByte("the type of symbols"),
            SymbolTypeOut = (DbnSymbolType)cursor.TakeByte("the type of mapped symbols"),
            HasTsOut = cursor.TakeByte("whether records have a time of sending") != 0,
        };
        symbolBytes = isOldest ? DbnMetadata.SymbolBytes(version) : cursor.TakeUInt16("the length of symbols");
        if (symbolBytes is < 2 or > SymbolBytesMax) throw cursor.Wrong($"symbols of {symbolBytes} bytes: 2 to {SymbolBytesMax} can be read");
        cursor.Take(isOldest ? 47 : 53, "what is reserved");
        uint definitionBytes = cursor.TakeUInt32("the length of the schema's definition");
        if (definitionBytes > int.MaxValue) throw cursor.Wrong(FormattableString.Invariant($"a schema's definition of {definitionBytes} bytes"));
        cursor.Take((int)definitionBytes, "the schema's definition");
        return metadata;
    }

    private static string[] ReadSymbols(ref MetadataCursor cursor, int symbolBytes, string what)
    {
        string[] symbols = new string[cursor.TakeCount(symbolBytes, what)];
        for (int i = 0; i < symbols.Length; i++) symbols[i] = cursor.TakeText(symbolBytes, what);
        return symbols;
    }

    private static DbnMapping[] ReadMappings(ref MetadataCursor cursor, int symbolBytes)
    {
        DbnMapping[] mappings = new DbnMapping[cursor.TakeCount(symbolBytes + CountBytes, "mappings")];
        for (int i = 0; i < mappings.Length; i++)
        {
            string symbol = cursor.TakeText(symbolBytes, "a mapped symbol");
            DbnMappingInterval[] intervals = new DbnMappingInterval[cursor.TakeCount((2 * DayBytes) + symbolBytes, "intervals of a mapping")];
            for (int j = 0; j < intervals.Length; j++)
            {
                intervals[j] = new DbnMappingInterval(
                    cursor.TakeDay("the first day of a mapping"),
                    cursor.TakeDay("the end of a mapping"),
                    cursor.TakeText(symbolBytes, "what a symbol is mapped to"));
            }

            mappings[i] = new DbnMapping(symbol, intervals);
        }

        return mappings;
    }
}
