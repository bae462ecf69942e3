using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>
/// Writes a message as a given version of the schema would, straight from the layout. A value for something the version does not
/// have is left out, so that one description serves all versions.
/// </summary>
internal sealed class MessageBytes(WireSchema schema, int templateId, int version)
{
    private const int SchemaId = 1;

    private readonly WireMessage _template = schema.Messages[templateId];
    private readonly Dictionary<string, List<(string Name, object Value)[]>> _entries = new(StringComparer.Ordinal);
    private (string Name, object Value)[] _root = [];

    public MessageBytes Root(params (string Name, object Value)[] values)
    {
        _root = values;
        return this;
    }

    public MessageBytes Entry(string group, params (string Name, object Value)[] values)
    {
        if (!_entries.TryGetValue(group, out List<(string Name, object Value)[]>? entries)) _entries[group] = entries = [];
        entries.Add(values);
        return this;
    }

    /// <summary>The SBE header, the root block and every group the version has.</summary>
    public byte[] ToArray()
    {
        List<byte> bytes = [];
        int rootBytes = _template.Root.LengthBytesAt(version);
        foreach (int number in (ReadOnlySpan<int>)[rootBytes, _template.Id, SchemaId, version]) AddU16(bytes, number);
        AddBlock(bytes, _template.Root, _root);
        foreach (WireGroup group in _template.Groups.Where(g => g.Since <= version)) AddGroup(bytes, group);
        return [.. bytes];
    }

    private void AddGroup(List<byte> bytes, WireGroup group)
    {
        List<(string Name, object Value)[]> entries = _entries.GetValueOrDefault(group.Name, []);
        AddU16(bytes, group.Entry.LengthBytesAt(version));
        bytes.AddRange(new byte[group.CountOffset - 2]);
        bytes.Add(checked((byte)entries.Count));
        foreach ((string Name, object Value)[] entry in entries) AddBlock(bytes, group.Entry, entry);
    }

    private void AddBlock(List<byte> bytes, WireBlock block, (string Name, object Value)[] values)
    {
        byte[] body = new byte[block.LengthBytesAt(version)];
        foreach ((string name, object value) in values)
        {
            WireField field = block.Fields.Single(f => f.Name == name);
            if (field.Since <= version) Write(body.AsSpan(field.Offset, field.Type.SizeBytes), value);
        }

        bytes.AddRange(body);
    }

    private static void Write(Span<byte> field, object value)
    {
        if (value is string text)
        {
            Encoding.ASCII.GetBytes(text, field);
            return;
        }

        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, Convert.ToInt64(value, null));
        number[..field.Length].CopyTo(field);
    }

    private static void AddU16(List<byte> bytes, int value)
    {
        bytes.Add((byte)value);
        bytes.Add((byte)(value >> 8));
    }
}
