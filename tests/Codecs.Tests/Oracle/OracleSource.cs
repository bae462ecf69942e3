using System.Text;
using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>
/// Writes a program against the generated code of a schema: ref structs are out of reach for reflection. "Walk" gives what the views of
/// a message read as lines; "Transcode" reads a message by its views and writes it again by the encoders.
/// </summary>
internal static class OracleSource
{
    public const string TypeName = "Oracle";

    private const string Frame = """
        #nullable enable
        using System;
        using System.Text;
        public static class Oracle {
        static string Bits(byte value) => ((long)value).ToString();
        static string Bits(sbyte value) => ((long)value).ToString();
        static string Bits(ushort value) => ((long)value).ToString();
        static string Bits(short value) => ((long)value).ToString();
        static string Bits(uint value) => ((long)value).ToString();
        static string Bits(int value) => ((long)value).ToString();
        static string Bits(ulong value) => unchecked((long)value).ToString();
        static string Bits(long value) => value.ToString();
        static string Bits(float value) => float.IsNaN(value) ? "NaN" : ((long)BitConverter.SingleToInt32Bits(value)).ToString();
        static string Bits(double value) => double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString();
        static void Elements(StringBuilder text, ReadOnlySpan<byte> values) { for (var i = 0; i < values.Length; i++) text.Append(i == 0 ? '=' : ',').Append(Bits(values[i])); }
        static void Elements(StringBuilder text, ReadOnlySpan<sbyte> values) { for (var i = 0; i < values.Length; i++) text.Append(i == 0 ? '=' : ',').Append(Bits(values[i])); }

        """;

    public static string Of(SbeSchema schema, IAssemblySymbol assembly, string space)
    {
        Dictionary<ushort, INamedTypeSymbol> views = ViewsOf(assembly, space);
        WalkerSource walker = new WalkerSource();
        TranscoderSource transcoder = new TranscoderSource();
        StringBuilder walk = new StringBuilder("public static string? Walk(ushort id, ReadOnlySpan<byte> message) { switch (id) {\n");
        StringBuilder transcode = new StringBuilder(
            "public static int Transcode(ushort id, ReadOnlySpan<byte> message, Span<byte> to) { switch (id) {\n");
        foreach (SbeMessage? message in schema.Messages.DistinctBy(static message => message.Id))
        {
            INamedTypeSymbol view = views[message.Id];
            walk.AppendLine($"case {message.Id}: return {walker.Message(message, view)}(message);");
            transcode.AppendLine($"case {message.Id}: return {transcoder.Message(message, view)}(message, to);");
        }

        return $"{Frame}{walk}}} return \"no template\"; }}\n{transcode}}} return -3; }}\n{walker}{transcoder}}}";
    }

    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static Dictionary<ushort, INamedTypeSymbol> ViewsOf(IAssemblySymbol assembly, string space)
        => space.Split('.').Aggregate(assembly.GlobalNamespace,
            static (outer, name) => outer.GetNamespaceMembers().Single(inner => inner.Name == name))
            .GetTypeMembers()
            .Where(static type => type.AllInterfaces.Any(static face => face.Name == "ISbeMessage"))
            .ToDictionary(static type => (ushort)type.GetMembers("TemplateId").OfType<IFieldSymbol>().Single().ConstantValue!);
}
