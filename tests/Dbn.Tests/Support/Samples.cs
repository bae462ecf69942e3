using System.Globalization;

namespace FeedHandler.Dbn.Tests.Support;

/// <summary>Metadata, records and bytes that tests stand on.</summary>
public static class Samples
{
    /// <summary>The first record of the official sample of market by order in version 3, as the specification prints it.</summary>
    public static byte[] OfficialMbo => Convert.FromHexString(
        "0EA001006A150000" + "07AFA6ACDBE25416" + "8945FED296000000" + "80FB30C562030000" + "01000000" + "80" + "00" + "43" + "41" + "3CDEAAACDBE25416" + "D1590000" + "B0DB1100");

    /// <summary>Metadata with something of everything.</summary>
    public static DbnMetadata Metadata(byte version) => new()
    {
        Version = version,
        Dataset = "GLBX.MDP3",
        Start = 1_609_160_400_000_000_000,
        Limit = 2,
        RecordCount = version == 1 ? 7 : ulong.MaxValue,
        SymbolTypeIn = DbnSymbolType.RawSymbol,
        Symbols = ["ESH1", "ESM1"],
        Partial = ["ESM1"],
        NotFound = ["X"],
        Mappings =
        [
            new DbnMapping("ESH1", [new DbnMappingInterval(new DateOnly(2020, 12, 28), new DateOnly(2020, 12, 29), "5482")]),
            new DbnMapping("ESM1", []),
        ],
    };

    /// <summary>A file of orders as bytes.</summary>
    /// <param name="count">How many records.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="flushEvery">After how many records a frame ends; 0 for never.</param>
    public static byte[] Orders(int count, DbnWriterOptions? options = null, int flushEvery = 0)
    {
        MemoryStream stream = new();
        using (DbnWriter writer = new(stream, Metadata(3) with { Schema = DbnSchema.Mbo }, options))
        {
            for (int i = 0; i < count; i++)
            {
                writer.Write(Order(i));
                if (flushEvery > 0 && (i + 1) % flushEvery == 0) writer.Flush();
            }
        }

        return stream.ToArray();
    }

    /// <summary>An order by its number.</summary>
    public static MboRecord Order(int number) => MboRecord.Create(1, 5482, (ulong)number) with { OrderId = (ulong)number, Price = number, Size = 1 };

    /// <summary>Bytes of hexadecimal text.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToUpper(CultureInfo.InvariantCulture);
}
