using System.Collections.Immutable;
using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// Generates views, encoders and a dispatcher from the SBE schemas that a project names as SbeSchema items
/// (see FeedHandler.Codecs.Generator.targets).
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SbeGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, for tests of what is cached.</summary>
    public const string SchemaStep = "Schema";

    /// <summary>The step whose outputs are single messages.</summary>
    public const string MessageStep = "Message";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ReadSchema> schemas = SchemaFiles.Of(context)
            .Select(static (file, cancellation) => ReadSchema.Of(file, cancellation))
            .WithTrackingName(SchemaStep);

        context.RegisterSourceOutput(schemas, static (production, schema) => Report(production, schema));

        IncrementalValuesProvider<ReadSchema> valid = schemas.Where(static schema => schema.Schema is not null);
        context.RegisterSourceOutput(
            valid.SelectMany(static (schema, _) => MessagesOf(schema)).WithTrackingName(MessageStep),
            static (production, unit) => EmitMessage(production, unit));
        context.RegisterSourceOutput(
            valid.Select(static (schema, _) => new TypeUnit(schema.Context!, schema.Schema!.Types)),
            static (production, unit) => EmitTypes(production, unit));
        context.RegisterSourceOutput(
            valid.Select(static (schema, _) => DispatchOf(schema)),
            static (production, unit) => EmitDispatcher(production, unit));
    }

    private static ImmutableArray<MessageUnit> MessagesOf(ReadSchema schema)
        => schema.Schema!.Messages.Select(message => new MessageUnit(schema.Context!, message)).ToImmutableArray();

    // Of messages with one template id, which some old schemas have, the first is the one that arrives.
    private static DispatchUnit DispatchOf(ReadSchema schema)
        => new(
            schema.Context!,
            new(schema.Schema!.Messages.GroupBy(static message => message.Id).Select(static same => same.First()).Select(
                message => new DispatchTarget(
                    message.Id, message.Name, schema.Context!.FullName(message), HeaderEmitter.BlockLengthsOf(schema.Context!.Header, message)))));

    private static void EmitMessage(SourceProductionContext production, MessageUnit unit)
    {
        (EmitContext? context, SbeMessage? message) = unit;
        production.AddSource(Hint(context, context.Names.Of(message)), EmitFile(context, message));
    }

    private static string EmitFile(EmitContext context, SbeMessage message)
    {
        CodeWriter writer = context.NewFile();
        MessageEmitter.Emit(writer, context, message);
        if (context.HasEncoders)
            EncoderEmitter.Emit(writer, context, message);
        return writer.ToString();
    }

    private static void EmitTypes(SourceProductionContext production, TypeUnit unit)
    {
        (EmitContext? context, EquatableArray<SbeType> types) = unit;
        production.AddSource(Hint(context, "Enums"), EnumEmitter.EmitEnums(context, types.OfType<EnumType>()));
        production.AddSource(Hint(context, "Sets"), EnumEmitter.EmitSets(context, types.OfType<SetType>()));
        production.AddSource(Hint(context, context.Prefix + "Enums"), EnumTextEmitter.Emit(context, types));
        production.AddSource(Hint(context, "Composites"), CompositeEmitter.Emit(context, types.OfType<CompositeType>()));
    }

    private static void EmitDispatcher(SourceProductionContext production, DispatchUnit unit)
        => production.AddSource(Hint(unit.Context, unit.Context.Prefix + "Dispatcher"), DispatcherEmitter.Emit(unit));

    private static void Report(SourceProductionContext production, ReadSchema schema)
    {
        foreach (SchemaDiagnostic diagnostic in schema.Diagnostics)
            production.ReportDiagnostic(SchemaDiagnostics.Of(schema.Path, diagnostic));
    }

    private static string Hint(EmitContext context, string name) => $"{context.Namespace}.{name}.g.cs";
}
