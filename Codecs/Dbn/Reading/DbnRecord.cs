using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>A record where it lies: valid until the next one is read. Its length is that of its type.</summary>
public readonly ref struct DbnRecord
{
    private readonly bool _hasTsOut;

    internal DbnRecord(ReadOnlySpan<byte> bytes, byte version, bool hasTsOut)
    {
        Bytes = bytes;
        Version = version;
        _hasTsOut = hasTsOut;
    }

    /// <summary>All of its bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The version of the format that it has.</summary>
    public byte Version { get; }

    /// <summary>What stands at its begin.</summary>
    public ref readonly DbnHeader Header => ref MemoryMarshal.AsRef<DbnHeader>(Bytes);

    /// <summary>What it is.</summary>
    public DbnRecordType Type => (DbnRecordType)Bytes[1];

    /// <summary>When a server sent it, nanoseconds since the Unix epoch; <see cref="DbnUndefined.Timestamp"/> where the file does not tell.</summary>
    public ulong TsOut => _hasTsOut ? MemoryMarshal.Read<ulong>(Bytes[^sizeof(ulong)..]) : DbnUndefined.Timestamp;

    /// <summary>Whether it has a form.</summary>
    /// <typeparam name="T">The form.</typeparam>
    public bool Is<T>()
        where T : unmanaged, IDbnRecord => T.Is(Type) && T.Versions.Has(Version);

    /// <summary>It in its form; nothing is copied.</summary>
    /// <typeparam name="T">The form.</typeparam>
    /// <exception cref="InvalidOperationException">It has another.</exception>
    public ref readonly T As<T>()
        where T : unmanaged, IDbnRecord
    {
        if (!Is<T>()) ThrowOther<T>();
        return ref MemoryMarshal.AsRef<T>(Bytes);
    }

    /// <summary>A definition of any version in the form of the newest.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>Whether it is a definition.</returns>
    public bool TryUpgrade(out DefinitionRecord definition)
    {
        if (Is<DefinitionRecord>()) definition = As<DefinitionRecord>();
        else if (Is<DefinitionRecordV2>()) definition = DefinitionRecord.From(As<DefinitionRecordV2>());
        else if (Is<DefinitionRecordV1>()) definition = DefinitionRecord.From(As<DefinitionRecordV1>());
        else definition = default;
        return Type == DbnRecordType.Definition;
    }

    /// <summary>A statistic of any version in the form of the newest.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <returns>Whether it is a statistic.</returns>
    public bool TryUpgrade(out StatisticsRecord statistic)
    {
        if (Is<StatisticsRecord>()) statistic = As<StatisticsRecord>();
        else if (Is<StatisticsRecordV1>()) statistic = StatisticsRecord.From(As<StatisticsRecordV1>());
        else statistic = default;
        return Type == DbnRecordType.Statistics;
    }

    [DoesNotReturn]
    private void ThrowOther<T>() =>
        throw new InvalidOperationException($"The record is a {Type} of version {Version}, which is no {typeof(T).Name}; ask Is first.");
}
