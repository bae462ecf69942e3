using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Dbn.Tests.Support;

/// <summary>The forms of records, found by reflection so that none can be forgotten.</summary>
public static class RecordForms
{
    private static readonly Type[] Forms =
        [.. typeof(IDbnRecord).Assembly.GetTypes().Where(static type => type.IsValueType && typeof(IDbnRecord).IsAssignableFrom(type))];

    /// <summary>Every type of record in a version, with its form.</summary>
    public static IEnumerable<(DbnRecordType Type, RecordForm Form)> Of(byte version) =>
        from form in Forms.Select(RecordForm.Of)
        where form.Versions.Has(version)
        from type in Enum.GetValues<DbnRecordType>()
        where form.Is(type)
        select (type, form);

    /// <summary>The form of a record.</summary>
    public static RecordForm Of(DbnRecord record)
    {
        (DbnRecordType type, byte version) = (record.Type, record.Version);
        return Of(version).Single(entry => entry.Type == type).Form;
    }
}

/// <summary>A form of records.</summary>
public abstract class RecordForm
{
    /// <summary>The form that a struct has.</summary>
    public static RecordForm Of(Type type) => (RecordForm)Activator.CreateInstance(typeof(RecordForm<>).MakeGenericType(type))!;

    /// <summary>The struct.</summary>
    public abstract Type Struct { get; }

    /// <summary>The versions that have it.</summary>
    public abstract DbnVersions Versions { get; }

    /// <summary>How long it is.</summary>
    public abstract int Bytes { get; }

    /// <summary>Whether a type of record has it.</summary>
    public abstract bool Is(DbnRecordType type);

    /// <summary>Writes a record of which every field is at random.</summary>
    public abstract void WriteRandom(DbnWriter writer, DbnRecordType type, Random random);

    /// <summary>The fields of a record by their names in lower case, in their order.</summary>
    public abstract Dictionary<string, string> FieldsOf(DbnRecord record);
}

/// <inheritdoc/>
public sealed class RecordForm<T> : RecordForm
    where T : unmanaged, IDbnRecord
{
    /// <inheritdoc/>
    public override Type Struct => typeof(T);

    /// <inheritdoc/>
    public override DbnVersions Versions => T.Versions;

    /// <inheritdoc/>
    public override int Bytes => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public override bool Is(DbnRecordType type) => T.Is(type);

    /// <inheritdoc/>
    public override void WriteRandom(DbnWriter writer, DbnRecordType type, Random random)
    {
        T record = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref record));
        Fill(typeof(T), bytes, random);
        bytes[1] = (byte)type;
        writer.Write(record, (ulong)random.NextInt64());
    }

    /// <inheritdoc/>
    public override Dictionary<string, string> FieldsOf(DbnRecord record)
    {
        Dictionary<string, string> fields = RecordFields.Of(record.As<T>());
        if (record.TsOut != DbnUndefined.Timestamp) fields.Add("tsout", $"{record.TsOut}");
        return fields;
    }

    private static void Fill(Type type, Span<byte> bytes, Random random)
    {
        foreach (FieldInfo field in RecordFields.FieldsOf(type))
        {
            int size = Marshal.SizeOf(field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType);
            Span<byte> place = bytes.Slice(field.GetCustomAttribute<FieldOffsetAttribute>()!.Value, size);
            if (field.FieldType == typeof(BookLevels)) FillLevels(place, random);
            else if (RecordFields.HasFields(field.FieldType)) Fill(field.FieldType, place, random);
            else if (RecordFields.IsText(field.FieldType)) DbnText.TryWrite(place, new string('x', random.Next(size)));
            else random.NextBytes(place);
        }
    }

    private static void FillLevels(Span<byte> place, Random random)
    {
        for (int level = 0; level < BookLevels.Count; level++) Fill(typeof(BookLevel), place.Slice(level * BookLevel.Bytes, BookLevel.Bytes), random);
    }
}
