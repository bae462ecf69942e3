using System.Runtime.CompilerServices;

namespace FeedHandler.Dbn;

/// <summary>How long records are, by their types.</summary>
internal static class RecordLengths
{
    private const int TypeCount = 256;

    // By version from the oldest: a length in words for each type, 0 for one that is not known.
    private static readonly byte[][] Lengths = [.. Enumerable.Range(DbnVersions.Oldest, DbnVersions.Newest).Select(static version => Of((byte)version))];

    /// <summary>A length in words for each type, 0 for one that is not known.</summary>
    /// <param name="version">The version of the format.</param>
    public static byte[] OfVersion(byte version) => Lengths[version - DbnVersions.Oldest];

    private static byte[] Of(byte version)
    {
        byte[] lengths = new byte[TypeCount];
        AddBooks(lengths, version);
        Add<StatusRecord>(lengths, version);
        Add<ImbalanceRecord>(lengths, version);
        Add<DefinitionRecordV1>(lengths, version);
        Add<DefinitionRecordV2>(lengths, version);
        Add<DefinitionRecord>(lengths, version);
        Add<StatisticsRecordV1>(lengths, version);
        Add<StatisticsRecord>(lengths, version);
        Add<ErrorRecordV1>(lengths, version);
        Add<ErrorRecord>(lengths, version);
        Add<SystemRecordV1>(lengths, version);
        Add<SystemRecord>(lengths, version);
        Add<SymbolMappingRecordV1>(lengths, version);
        Add<SymbolMappingRecord>(lengths, version);
        return lengths;
    }

    private static void AddBooks(byte[] lengths, byte version)
    {
        Add<MboRecord>(lengths, version);
        Add<TradeRecord>(lengths, version);
        Add<Mbp1Record>(lengths, version);
        Add<Mbp10Record>(lengths, version);
        Add<Cmbp1Record>(lengths, version);
        Add<BboRecord>(lengths, version);
        Add<CbboRecord>(lengths, version);
        Add<OhlcvRecord>(lengths, version);
    }

    private static void Add<T>(byte[] lengths, byte version)
        where T : unmanaged, IDbnRecord
    {
        if (!T.Versions.Has(version)) return;
        for (int type = 0; type < TypeCount; type++)
        {
            if (T.Is((DbnRecordType)type)) lengths[type] = (byte)(Unsafe.SizeOf<T>() / DbnHeader.WordBytes);
        }
    }
}
